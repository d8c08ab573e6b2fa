/** A text of an entry: what it is called here, and how it is written. */
export type Part = { name: "name" | "text" | "low" | "high"; label: string; multiline?: boolean; placeholder?: string };

/** How the texts of an entry stand beside each other. */
export const GRID =
  "grid min-w-0 flex-1 items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,14rem)_repeat(auto-fit,minmax(0,1fr))]";

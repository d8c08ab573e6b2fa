import { clsx } from "clsx";
import { fieldBox } from "./field.tsx";

/** The box around the parts of a date or a time. */
export const dateBox = clsx(
  fieldBox,
  "flex w-fit items-center figures focus-in:border-accent focus-in:outline-2 focus-in:-outline-offset-1 focus-in:outline-accent",
);

/** One part: day, month, hour. */
export const datePart =
  "rounded-sm px-0.5 outline-none text-center not-data-[type=literal]:min-w-6 data-[type=literal]:px-px data-placeholder:text-faint data-focused:bg-fill data-focused:text-on-fill wrong:text-danger wrong:data-focused:bg-danger-fill wrong:data-focused:text-on-fill";

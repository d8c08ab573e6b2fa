import type { SummaryWish } from "@cliently/api/domain/summary/prompt";

type Choice<Id extends string> = { id: Id; label: string };

export const STYLES: Choice<SummaryWish["style"]>[] = [
  { id: "recap", label: "Recap in points" },
  { id: "structured", label: "By the note’s sections" },
  { id: "client-friendly", label: "For the client" },
  { id: "supervision", label: "For supervision" },
];

export const LENGTHS: Choice<SummaryWish["length"]>[] = [
  { id: "brief", label: "Brief" },
  { id: "standard", label: "Standard" },
  { id: "detailed", label: "Detailed" },
];

export function styleName(style: SummaryWish["style"]): string {
  return STYLES.find(({ id }) => id === style)?.label ?? style;
}

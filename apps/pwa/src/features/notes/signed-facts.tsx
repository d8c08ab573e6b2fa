import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";

import { timeOf } from "./moment.ts";
import { lengthWords } from "./session-time.ts";

/** The header of a note that changes no more. */
export function SignedFacts({ note }: { note: Row<"note"> }) {
  const { startedAt, endedAt } = note;
  const end = endedAt === null || endedAt === undefined ? "" : `–${timeOf(endedAt)}`;
  const facts = [
    templateOf(note.template).name,
    `${day.format(startedAt)}, ${timeOf(startedAt)}${end}`,
    lengthWords(note)?.words,
  ];
  return <p className="text-soft figures [overflow-wrap:anywhere]">{facts.filter(Boolean).join(" · ")}</p>;
}

const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

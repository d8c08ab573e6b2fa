import { entryField } from "@cliently/api/domain/field-path";
import type { Answered } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";

import { ownIn } from "../../sync/field-draft.ts";

/** Answers that were pressed a moment ago, by their items, and what each is known by. */
export type Pressed = Record<string, { value: number | null; mid: string }>;

/** Those that the row does not show yet: once it has taken one in, what stands there counts, whoever it came from. */
export function notDrawn(pressed: Pressed, row: Row<"measurement"> | null | undefined): Pressed {
  const all = Object.entries(pressed);
  const left = all.filter(([item, { mid }]) => !row || ownIn(row, entryField("answers", item), [mid]) === undefined);
  return left.length === all.length ? pressed : Object.fromEntries(left);
}

/** Answers as one sees them. */
export function withPressed(answers: Answered, pressed: Pressed): Answered {
  const values = Object.entries(pressed).map(([item, { value }]) => [item, value] as const);
  return { ...answers, ...Object.fromEntries(values) };
}

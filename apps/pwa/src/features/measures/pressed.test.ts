import { entryField } from "@cliently/api/domain/field-path";
import { mergeFields, overOf, type Over } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { anId } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { notDrawn, withPressed } from "./pressed.ts";

const MEASURE: Row<"measurement"> = {
  id: anId(),
  clientId: anId(),
  noteId: null,
  instrument: "phq-9",
  scale: null,
  createdAt: 1,
  takenAt: 1,
  status: "open",
  remark: "",
  followUp: "",
  stamps: {},
  lost: [],
};
const ITEM = entryField("answers", "9");

test("an answer shows at once, and whatever stands there later is shown in its place, also when another device was first", () => {
  const mine = { value: 2, mid: anId() };
  const seen = overOf(MEASURE, ITEM);
  const shown = (row: Row<"measurement"> | null) => withPressed(row?.answers, notDrawn({ "9": mine }, row))?.["9"];

  expect(shown(null)).toBe(2);
  const theirs = answered(MEASURE, { value: 0, mid: anId() }, 20, seen);
  expect(shown(theirs)).toBe(2);
  // Theirs is later: mine is taken in, and lost against it.
  expect(shown(answered(theirs, mine, 10, seen))).toBe(0);
  expect(shown(answered(theirs, mine, 30, seen))).toBe(2);
});

function answered(
  row: Row<"measurement">,
  { value, mid }: { value: number; mid: string },
  at: number,
  over: Over,
): Row<"measurement"> {
  return mergeFields(row, { [ITEM]: { value, over } }, { at, mid, device: mid });
}

import { expect, test } from "vitest";

import { isUndecided, undecided } from "./undecided.ts";

const LOST = { at: 5, device: "d", mid: "m", field: "phone", value: "222" };

test("a value that lost waits for a decision, unless the same value was chosen twice", () => {
  expect(undecided({ phone: "111", lost: [LOST] } as { lost: [typeof LOST] })).toEqual([LOST]);
  expect(isUndecided({ phone: "111", deletedAt: null, lost: [LOST] })).toBe(true);
  expect(isUndecided({ phone: "222", deletedAt: null, lost: [LOST] })).toBe(false);
});

test("a row that was kept against a deletion waits; one in the bin, and a summary thrown away, do not", () => {
  const revived = { at: 5, device: "d", mid: "m" };
  expect(isUndecided({ deletedAt: null, revived, lost: [] })).toBe(true);
  expect(isUndecided({ deletedAt: 7, phone: "111", revived: null, lost: [LOST] })).toBe(false);
  expect(isUndecided({ status: "discarded", text: "", lost: [{ ...LOST, field: "text" }] })).toBe(false);
  expect(isUndecided({ deletedAt: null })).toBe(false);
});

import { expect, test } from "vitest";

import { isOfSession, nextNumber } from "./session-number.ts";

test("the next session has the next number; what has none does not count", () => {
  expect(nextNumber([])).toBe(1);
  expect(nextNumber([{ number: 1 }, {}, { number: null }, { number: 2 }])).toBe(3);
});

test("whoever begins to count at 20 goes on from there, and a number that was given twice counts twice", () => {
  expect(nextNumber([{ number: 20 }])).toBe(21);
  expect(nextNumber([{ number: 1 }, { number: 2 }, { number: 2 }])).toBe(4);
});

test("a contact log and a private note are no sessions; every other kind of note is of one, also the practitioner's own", () => {
  expect(isOfSession("soap")).toBe(true);
  expect(isOfSession("intake")).toBe(true);
  expect(isOfSession("contact")).toBe(false);
  expect(isOfSession("private")).toBe(false);
  const form = { id: "3f6f4a52-0f7e-4a76-9b0e-0d7a53f6a001", name: "Walk", sections: [{ id: "way", name: "Way" }] };
  expect(isOfSession(form)).toBe(true);
});

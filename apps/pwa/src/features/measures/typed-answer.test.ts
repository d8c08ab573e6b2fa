import { expect, test } from "vitest";

import { typedAnswer } from "./typed-answer.ts";

const SCALE = { first: 0, last: 10 };
const FOUR = { first: 1, last: 4 };

test("on a scale to 10 a 1 waits for a 0, and together they are 10", () => {
  expect(typedAnswer("", "1", SCALE)).toEqual({ number: 1, waits: true });
  expect(typedAnswer("1", "0", SCALE)).toEqual({ number: 10, waits: false });
});

test("every other digit of a scale is an answer at once", () => {
  for (const digit of "023456789")
    expect(typedAnswer("", digit, SCALE)).toEqual({ number: Number(digit), waits: false });
});

test("a digit that makes no answer with the one before stands for itself", () => {
  expect(typedAnswer("1", "7", SCALE)).toEqual({ number: 7, waits: false });
  expect(typedAnswer("1", "1", SCALE)).toEqual({ number: 1, waits: true });
});

test("where there are few answers no digit waits, and those beyond them are none", () => {
  expect(typedAnswer("", "1", FOUR)).toEqual({ number: 1, waits: false });
  expect(typedAnswer("", "0", FOUR)).toBeNull();
  expect(typedAnswer("", "5", FOUR)).toBeNull();
});

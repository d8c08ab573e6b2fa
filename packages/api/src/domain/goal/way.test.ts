import { expect, test } from "vitest";

import { progressOf, stepsOf } from "./entries-of.ts";
import { readNumber } from "./read-number.ts";
import { isMeasured, rangeOf, wayOf } from "./way.ts";
import { stepsWords, wayWords } from "./way-words.ts";

/** A goal of which just this is known. */
function aGoal({ unit = "", start = null, target = null, values = [] }: Partial<Known> = {}) {
  const progress = Object.fromEntries(values.map((value, at) => [`id-${at}`, { at, value, remark: "", noteId: null }]));
  return { unit, start, target, progress };
}
type Known = { unit: string; start: number | null; target: number | null; values: (number | null)[] };

test("a goal counted from zero says how many of how many", () => {
  expect(wayWords(aGoal({ unit: "sessions", target: 5, values: [1, 3] }))).toBe("3 of 5 sessions");
  expect(wayOf(aGoal({ target: 5, values: [1, 3] }))).toMatchObject({ share: 0.6, isMet: false });
  expect(wayWords(aGoal({ unit: "sessions", start: 0, target: 5, values: [5] }))).toBe("Target met: 5 of 5 sessions");
});

test("a goal goes down as well as up", () => {
  const lighter = aGoal({ unit: "kg", start: 80, target: 72, values: [79, 75] });
  expect(wayWords(lighter)).toBe("62 % of the way · 3 kg to go");
  expect(wayOf(aGoal({ start: 80, target: 72, values: [71] }))).toMatchObject({ share: 1.125, isMet: true });
  expect(wayWords(aGoal({ unit: "kg", start: 80, target: 72, values: [82] }))).toBe(
    "Further away than at the start: 82 kg · target 72 kg",
  );
  expect(wayWords(aGoal({ start: 2, target: 6, values: [4] }))).toBe("50 % of the way · 2 to go");
});

test("a hundred per cent is said when it is so, and not before", () => {
  expect(wayWords(aGoal({ start: 1, target: 1001, values: [1000] }))).toBe("99 % of the way · 1 to go");
  expect(wayWords(aGoal({ start: 1, target: 1.1, values: [1.029] }))).toBe("29 % of the way · 0.07 to go");
});

test("without a start it is counted down only once it went down, and otherwise nothing is claimed", () => {
  expect(wayWords(aGoal({ unit: "kg", target: 72, values: [80, 76] }))).toBe("50 % of the way · 4 kg to go");
  expect(wayOf(aGoal({ target: 5, values: [6] }))).toMatchObject({ share: null, isMet: false });
  expect(wayWords(aGoal({ target: 5, values: [6] }))).toBe("6 · target 5");
  expect(wayOf(aGoal({ target: 5, values: [5] })).isMet).toBe(true);
  expect(wayWords(aGoal({ target: 0, values: [-4, -1] }))).toBe("75 % of the way · 1 to go");
});

test("without a target the change is said, without anything nothing", () => {
  expect(wayWords(aGoal({ unit: "hours", start: 5, values: [7.5] }))).toBe(
    "7.5 hours · 2.5 hours more than at the start",
  );
  expect(wayWords(aGoal({ start: 5, values: [5] }))).toBe("5 · as at the start");
  expect(wayWords(aGoal({ values: [3] }))).toBe("3");
  expect(wayWords(aGoal({ target: 5 }))).toBe("Nothing measured yet · target 5");
  expect(wayWords(aGoal())).toBe("");
  expect([aGoal(), aGoal({ values: [null] }), aGoal({ values: [0] }), aGoal({ unit: "kg" })].map(isMeasured)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("a start that is the target is met by that value alone", () => {
  expect(wayOf(aGoal({ start: 5, target: 5, values: [4] }))).toMatchObject({ share: null, isMet: false });
  expect(wayOf(aGoal({ start: 5, target: 5, values: [5] })).isMet).toBe(true);
});

test("progress stands in the order of its days, not of its writing, and remarks do not hide the last value", () => {
  const progress = {
    b: { at: 20, value: 4, remark: "", noteId: null },
    a: { at: 30, value: null, remark: "A hard week.", noteId: null },
    c: { at: 10, value: 9, remark: "", noteId: null },
    d: null,
  };
  expect(progressOf({ progress }).map(({ id }) => id)).toEqual(["c", "b", "a"]);
  expect(wayOf({ ...aGoal({ target: 10 }), progress }).value).toBe(4);
});

test("steps stand in the order in which they were thought of, and say how many are done", () => {
  const steps = { z: { text: "First", at: 1, doneAt: 5 }, a: { text: "Second", at: 2, doneAt: null }, m: null };
  expect(stepsOf({ steps }).map(({ text }) => text)).toEqual(["First", "Second"]);
  expect(stepsWords({ steps })).toBe("1 of 2 steps done");
  expect(stepsWords({})).toBe("");
});

test("a plot of a goal shows its start, its target and every value", () => {
  expect(rangeOf(aGoal({ start: 80, target: 72, values: [82, 75] }))).toEqual([72, 82]);
  expect(rangeOf(aGoal({ target: 5, values: [3] }))).toEqual([0, 5]);
  expect(rangeOf(aGoal())).toEqual([0, 1]);
});

test("numbers are read with a point or a comma, and what may be two numbers is none", () => {
  expect(["7", " 7,5 ", "7.5", "-3", "−3", "0,125", ".5", "1.250", "1250"].map(readNumber)).toEqual([
    7, 7.5, 7.5, -3, -3, 0.125, 0.5, 1.25, 1250,
  ]);
  expect(readNumber(" ")).toBeNull();
  expect(["1,250", "seven", "7 kg", "1.000.000", "1e3", "-", "9999999999"].map(readNumber)).toEqual(
    Array.from({ length: 7 }, () => undefined),
  );
});

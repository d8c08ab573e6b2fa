import { GoalFields } from "@cliently/api/domain/goal/goal";
import { expect, test } from "vitest";

import { tooLong } from "../../writing/read-field.ts";
import { BLANK, hasWords, readGoal, rescuedGoal, wordsOfGoal, type WrittenGoal } from "./read-new-goal.ts";

test("a name is enough for a goal, and the rest is read as it is meant", () => {
  expect(readGoal({ ...BLANK, title: " Walk every day " }).goal?.fields).toEqual({
    title: "Walk every day",
    details: "",
    unit: "",
    start: null,
    target: null,
    dueOn: null,
    status: "open",
  });
  const { goal } = readGoal({
    ...BLANK,
    title: "Weight",
    start: "80,5",
    target: "72",
    unit: "kg",
    steps: ["a"],
    step: "b",
  });
  expect(goal).toMatchObject({ fields: { start: 80.5, target: 72, unit: "kg" }, steps: ["a", "b"] });
});

test("each thing that cannot be meant is asked about where it stands", () => {
  const { errors } = readGoal({ ...BLANK, start: "some", dueOn: "0026-01-01" });
  expect(Object.keys(errors ?? {})).toEqual(["title", "start", "dueOn"]);
});

test("when the dialog goes with the screen, every word of it is a goal that can be kept", () => {
  const rescued = rescuedGoal({
    ...BLANK,
    details: "Feel rested\nin the morning",
    target: "about 8",
    step: "No screens",
  });
  expect(GoalFields.parse(rescued?.fields)).toMatchObject({ title: "Feel rested", target: null });
  expect(rescued?.fields.details).toContain("target: about 8");
  expect(rescued?.steps).toEqual(["No screens"]);
  expect(GoalFields.parse(rescuedGoal({ ...BLANK, dueOn: "0002-01-01" })?.fields).title).not.toBe("");
});

test("what is too long is not cut: it is asked about, and not kept as a goal without some of its words", () => {
  const long: [name: keyof WrittenGoal, limit: number, words: Partial<WrittenGoal>][] = [
    ["title", 300, { title: "t".repeat(301) }],
    ["details", 5_000, { title: "Rest", details: "d".repeat(5_001) }],
    ["unit", 40, { title: "Rest", unit: "u".repeat(41) }],
    ["step", 300, { title: "Rest", step: "s".repeat(301) }],
  ];
  for (const [name, limit, words] of long) {
    const written = { ...BLANK, ...words };
    expect(readGoal(written).errors).toEqual({ [name]: tooLong(limit) });
    expect(rescuedGoal(written)).toBeUndefined();
    expect(wordsOfGoal(written)).toContain(Object.values(words).at(-1));
  }
  expect(rescuedGoal({ ...BLANK, details: "d".repeat(400) })?.fields.details).toHaveLength(400);
});

test("an untouched dialog has nothing to lose", () => {
  expect(hasWords(BLANK)).toBe(false);
  expect(hasWords({ ...BLANK, step: "x" })).toBe(true);
  expect(hasWords({ ...BLANK, title: "  " })).toBe(false);
});

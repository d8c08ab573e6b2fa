import { GoalFields } from "@cliently/api/domain/goal/goal";
import { expect, test } from "vitest";

import { BLANK, hasWords, readGoal, rescuedGoal } from "./read-new-goal.ts";

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
  const { fields, steps } = rescuedGoal({
    ...BLANK,
    details: "Feel rested\nin the morning",
    target: "about 8",
    step: "No screens",
  });
  expect(GoalFields.parse(fields)).toMatchObject({ title: "Feel rested", target: null });
  expect(fields.details).toContain("target: about 8");
  expect(steps).toEqual(["No screens"]);
  expect(GoalFields.parse(rescuedGoal({ ...BLANK, dueOn: "0002-01-01" }).fields).title).not.toBe("");
});

test("an untouched dialog has nothing to lose", () => {
  expect(hasWords(BLANK)).toBe(false);
  expect(hasWords({ ...BLANK, step: "x" })).toBe(true);
  expect(hasWords({ ...BLANK, title: "  " })).toBe(false);
});

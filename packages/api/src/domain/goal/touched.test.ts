import { expect, test } from "vitest";

import { goalsToTouch, touchedGoals } from "./touched.ts";

const goals = [
  { id: "paused, touched", status: "paused", createdAt: 3 },
  { id: "open", status: "open", createdAt: 2 },
  { id: "paused", status: "paused", createdAt: 1 },
  { id: "removed, touched", status: "removed", createdAt: 4 },
] as const;
const note = { goals: { "paused, touched": true as const, "removed, touched": true as const, open: null } };

test("beside a note is what the client works on, and whatever the note will be signed with", () => {
  expect(goalsToTouch(note, goals).map(({ id }) => id)).toEqual(["open", "paused, touched", "removed, touched"]);
  expect(touchedGoals(note, goals).map(({ id }) => id)).toEqual(["paused, touched", "removed, touched"]);
});

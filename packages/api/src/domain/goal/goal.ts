import { z } from "zod";

import { Stamp, Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { Day, text, Time } from "../text.ts";

/** `removed`: made by mistake; it is shown no more and can be brought back. */
export const GoalStatus = z.enum(["open", "reached", "paused", "dropped", "removed"]);
export type GoalStatus = z.infer<typeof GoalStatus>;

/** A measured value of a goal, in its unit. */
export const GoalValue = z.number().min(-1e9).max(1e9);

/** What every goal has. `start` and `target` are in `unit`; both may be open. */
export const goalShape = {
  title: text(300).min(1),
  details: text(5_000),
  unit: text(40),
  start: GoalValue.nullable(),
  target: GoalValue.nullable(),
  dueOn: Day.nullable(),
  status: GoalStatus,
};
export const GoalFields = z.strictObject(goalShape);
export type GoalFields = z.infer<typeof GoalFields>;

export const GoalStep = z.strictObject({ text: text(300).min(1), at: Time, doneAt: Time.nullable() });
export type GoalStep = z.infer<typeof GoalStep>;

/** How it stood at a moment, in words or in the goal's unit; `noteId`: the note in which it was written down. */
export const GoalProgress = z.strictObject({
  at: Time,
  value: GoalValue.nullable(),
  remark: text(300),
  noteId: Id.nullable(),
});
export type GoalProgress = z.infer<typeof GoalProgress>;

/** Each entry is a field of its own, `steps.<id>` and `progress.<id>`; null: taken away. */
export const GoalSteps = z.record(Id, GoalStep.nullable());
export const GoalProgresses = z.record(Id, GoalProgress.nullable());
/** The most entries, those that were taken away among them. */
export const MOST_STEPS = 100;
export const MOST_PROGRESS = 500;

/** What a client wants to reach, and how far they have come. */
export const Goal = z.looseObject({
  id: Id,
  clientId: Id,
  createdAt: Time,
  ...goalShape,
  steps: GoalSteps.optional(),
  progress: GoalProgresses.optional(),
  /** What it was before it was removed; rows that an earlier build removed lack it. */
  removedFrom: GoalStatus.optional(),
  /** Its last changes, which whoever deletes the client must have seen. */
  changed: Stamp.optional(),
  besides: Stamp.optional(),
  brought: z.array(Id).optional(),
  ...Stamped,
});
export type Goal = z.infer<typeof Goal>;

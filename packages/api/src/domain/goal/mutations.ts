import { z } from "zod";

import { changesOf, removedFrom, reviveClient, stampOf } from "../bin.ts";
import { entryField, isFuller } from "../field-path.ts";
import { changeOf, firstStamps, mergeFields, settleLost, type Change } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused, type Made } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { GoalFields, GoalProgress, goalShape, GoalStep, MOST_PROGRESS, MOST_STEPS } from "./goal.ts";

/** Sets a goal for a client, with its first steps. */
export const createGoal = defineMutation({
  args: z.strictObject({
    id: Id,
    clientId: Id,
    fields: GoalFields,
    steps: z.record(Id, GoalStep).refine((all) => Object.keys(all).length <= MOST_STEPS),
  }),
  async run(store, { id, clientId, fields, steps }, made) {
    const client = await store.get("client", clientId);
    if (!client) throw new Refused("client-unknown");
    if (await store.get("goal", id)) throw new Refused("goal-exists");
    const stepFields = Object.keys(steps).map((step) => entryField("steps", step));
    const stamps = firstStamps([...Object.keys(fields), ...stepFields], made);
    await store.put("goal", {
      id,
      clientId,
      createdAt: made.at,
      ...fields,
      steps,
      changed: stampOf(made),
      stamps,
      lost: [],
    });
    await reviveClient(store, client, made);
  },
});

/** Changes a goal, its steps, or how far it has come; each names the value it replaces. */
export const changeGoal = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      title: changeOf(goalShape.title).optional(),
      details: changeOf(goalShape.details).optional(),
      unit: changeOf(goalShape.unit).optional(),
      start: changeOf(goalShape.start).optional(),
      target: changeOf(goalShape.target).optional(),
      dueOn: changeOf(goalShape.dueOn).optional(),
      status: changeOf(goalShape.status).optional(),
      steps: z
        .record(Id, changeOf(GoalStep.nullable()))
        .refine((all) => Object.keys(all).length <= MOST_STEPS)
        .optional(),
      progress: z
        .record(Id, changeOf(GoalProgress.nullable()))
        .refine((all) => Object.keys(all).length <= MOST_PROGRESS)
        .optional(),
    }),
  }),
  async run(store, { id, changes: { steps = {}, progress = {}, ...plain } }, made) {
    const goal = await found(store, id);
    const changes: Record<string, Change | undefined> = { ...plain };
    for (const [step, change] of Object.entries(steps)) changes[entryField("steps", step)] = change;
    for (const [entry, change] of Object.entries(progress)) changes[entryField("progress", entry)] = change;
    const changed = mergeFields(goal, changes, made);
    if (isFuller(goal.steps, changed.steps, MOST_STEPS) || isFuller(goal.progress, changed.progress, MOST_PROGRESS))
      throw new Refused("too-many-entries");
    await store.put("goal", { ...changed, ...removedFrom(goal, changed), ...changesOf(goal, made) });
    await revived(store, goal.clientId, made);
  },
});

/** The person has decided about a lost value. Taking it over is a `goal.change` beside this. */
export const settleGoal = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const goal = await found(store, id);
    const settled = settleLost(goal, field, mid);
    if (settled !== goal) await store.put("goal", settled);
  },
});

async function revived(store: Store, clientId: string, made: Made): Promise<void> {
  const client = await store.get("client", clientId);
  if (client) await reviveClient(store, client, made);
}

async function found(store: Store, id: string): Promise<Row<"goal">> {
  const goal = await store.get("goal", id);
  if (!goal) throw new Refused("goal-unknown");
  return goal;
}

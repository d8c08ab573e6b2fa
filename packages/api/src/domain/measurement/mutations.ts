import { z } from "zod";

import { changesOf, removedFrom, reviveClient, stampOf } from "../bin.ts";
import { entryField } from "../field-path.ts";
import { changeOf, firstStamps, mergeFields, settleLost, type Change } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { Time } from "../text.ts";
import { Answers, ItemKey, Measurement, measurementShape, MOST_ITEMS } from "./measurement.ts";

/** Begins to ask a client the items of a measure. */
export const beginMeasurement = defineMutation({
  args: z.strictObject({
    id: Id,
    clientId: Id,
    noteId: Id.nullable(),
    instrument: Measurement.shape.instrument,
    scale: Measurement.shape.scale,
    takenAt: Time,
  }),
  async run(store, measurement, made) {
    const client = await store.get("client", measurement.clientId);
    if (!client) throw new Refused("client-unknown");
    if (await store.get("measurement", measurement.id)) throw new Refused("measurement-exists");
    const fields = { takenAt: measurement.takenAt, status: "open" as const, remark: "", followUp: "" };
    const stamps = firstStamps(Object.keys(fields), made);
    const changed = stampOf(made);
    await store.put("measurement", { ...measurement, createdAt: made.at, ...fields, changed, stamps, lost: [] });
    await reviveClient(store, client, made);
  },
});

/** Answers items, or changes what is said about them; each names the value it replaces. */
export const changeMeasurement = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      takenAt: changeOf(measurementShape.takenAt).optional(),
      status: changeOf(measurementShape.status).optional(),
      remark: changeOf(measurementShape.remark).optional(),
      followUp: changeOf(measurementShape.followUp).optional(),
      answers: z
        .record(ItemKey, changeOf(Answers.valueType))
        .refine((all) => Object.keys(all).length <= MOST_ITEMS)
        .optional(),
    }),
  }),
  async run(store, { id, changes: { answers = {}, ...plain } }, made) {
    const measurement = await found(store, id);
    const changes: Record<string, Change | undefined> = { ...plain };
    for (const [item, change] of Object.entries(answers)) changes[entryField("answers", item)] = change;
    const changed = mergeFields(measurement, changes, made);
    const removed = removedFrom(measurement, changed);
    await store.put("measurement", { ...changed, ...removed, ...changesOf(measurement, made) });
    const client = await store.get("client", measurement.clientId);
    if (client) await reviveClient(store, client, made);
  },
});

/** The person has decided about a lost value. Taking it over is a `measurement.change` beside this. */
export const settleMeasurement = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const measurement = await found(store, id);
    const settled = settleLost(measurement, field, mid);
    if (settled !== measurement) await store.put("measurement", settled);
  },
});

async function found(store: Store, id: string): Promise<Row<"measurement">> {
  const measurement = await store.get("measurement", id);
  if (!measurement) throw new Refused("measurement-unknown");
  return measurement;
}

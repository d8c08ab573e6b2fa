import { z } from "zod";

import { changeOf, firstStamps, mergeFields, settleLost } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { PresetFields, presetShape } from "./preset.ts";

/** Keeps something to use again. */
export const createPreset = defineMutation({
  args: z.strictObject({ id: Id, fields: PresetFields }),
  async run(store, { id, fields: { kind, ...fields } }, made) {
    if (await store.get("preset", id)) throw new Refused("preset-exists");
    const stamps = firstStamps([...Object.keys(fields), "status"], made);
    await store.put("preset", { id, kind, createdAt: made.at, ...fields, status: "kept", stamps, lost: [] });
  },
});

/** Changes it; `status` puts it away, or brings it back. What was made with it before does not change. */
export const changePreset = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      name: changeOf(presetShape.name).optional(),
      status: changeOf(presetShape.status).optional(),
      sections: changeOf(presetShape.sections).optional(),
      text: changeOf(presetShape.text).optional(),
      low: changeOf(presetShape.low).optional(),
      high: changeOf(presetShape.high).optional(),
    }),
  }),
  async run(store, { id, changes }, made) {
    await store.put("preset", mergeFields(await found(store, id), changes, made));
  },
});

/** The person has decided about a lost value. Taking it over is a `preset.change` beside this. */
export const settlePreset = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const preset = await found(store, id);
    const settled = settleLost(preset, field, mid);
    if (settled !== preset) await store.put("preset", settled);
  },
});

async function found(store: Store, id: string): Promise<Row<"preset">> {
  const preset = await store.get("preset", id);
  if (!preset) throw new Refused("preset-unknown");
  return preset;
}

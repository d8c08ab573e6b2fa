import { z } from "zod";

import { Stamp, Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";

/** `open`: being filled in. `removed`: made by mistake; it is shown no more and can be brought back. */
export const MeasurementStatus = z.enum(["open", "done", "removed"]);

/** A scale from 0 to 10 of the practitioner's own, as it was when it was asked. */
export const AskedScale = z.strictObject({ name: text(60).min(1), low: text(60), high: text(60) });
export type AskedScale = z.infer<typeof AskedScale>;

/** Plain fields. `followUp`: what was done about an answer that must not be passed over (PHQ-9, item 9). */
export const measurementShape = {
  takenAt: Time,
  status: MeasurementStatus,
  remark: text(1_000),
  followUp: text(1_000),
};

/** The number of an item, from 1. */
export const ItemKey = z.string().regex(/^[1-9]\d?$/);
/** Each entry is a field of its own, `answers.<item>`; null: taken back. */
export const Answers = z.record(ItemKey, z.int().min(0).max(10).nullable());
export const MOST_ITEMS = 30;

/** One filling in of an outcome measure. `instrument`: "phq-9", "gad-7", or the id of the preset that `scale` was. */
export const Measurement = z.looseObject({
  id: Id,
  clientId: Id,
  noteId: Id.nullable(),
  createdAt: Time,
  instrument: text(60).min(1),
  scale: AskedScale.nullable(),
  ...measurementShape,
  answers: Answers.optional(),
  /** What it was before it was removed; rows that an earlier build removed lack it. */
  removedFrom: MeasurementStatus.optional(),
  /** Its last changes, which whoever deletes the client must have seen. */
  changed: Stamp.optional(),
  besides: Stamp.optional(),
  brought: z.array(Id).optional(),
  ...Stamped,
});
export type Measurement = z.infer<typeof Measurement>;

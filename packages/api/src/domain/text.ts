import { z } from "zod";

/** Text of at most `max` UTF-16 units that survives UTF-8 unchanged. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), "not well-formed text");
}

/** The last millisecond of the year 9999: later ones have a form that Postgres does not read. */
const LAST_TIME = 253_402_300_799_999;

/** Milliseconds since 1970, within the range that every clock here understands. */
export const Time = z.int().min(0).max(LAST_TIME);
export type Time = z.infer<typeof Time>;

/** A calendar day, YYYY-MM-DD, without a time zone. */
export const Day = z.iso.date();

import { z } from "zod";

/** Text of at most `max` UTF-16 units that survives UTF-8 unchanged. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), "not well-formed text");
}

/**
 * Text without what steers a screen or a line rather than says something: control characters but tab and line feed, and
 * the marks that turn the direction of text (UAX #9).
 */
export function withoutSteering(said: string): string {
  return said.replaceAll(/(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");
}

/** The last millisecond of the year 9999: later ones have a form that Postgres does not read. */
const LAST_TIME = 253_402_300_799_999;

/** Milliseconds since 1970, within the range that every clock here understands. */
export const Time = z.int().min(0).max(LAST_TIME);
export type Time = z.infer<typeof Time>;

/** A calendar day, YYYY-MM-DD, without a time zone. */
export const Day = z.iso.date();

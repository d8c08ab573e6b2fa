import { z } from "zod";

import { valueOf, withValues } from "./field-path.ts";
import { Id } from "./ids.ts";
import type { Made } from "./mutation.ts";
import { Time } from "./text.ts";

/** Who set a field last: `at` is a logical time that starts from the corrected clock, `mid` the mutation. */
export const Stamp = z.object({ at: Time, device: Id, mid: Id });
export type Stamp = z.infer<typeof Stamp>;

/** A value that lost against a concurrent one and waits for the person to decide. */
export const Lost = Stamp.extend({ field: z.string(), value: z.unknown() });
export type Lost = z.infer<typeof Lost>;

/** What a row with plain fields carries beside their values. */
export const Stamped = { stamps: z.record(z.string(), Stamp), lost: z.array(Lost) };
export type Stamped = { stamps: Record<string, Stamp>; lost: Lost[] };

/** One changed field on the wire: the new value, and the stamp of the value the person saw and replaced. */
export function changeOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, over: Stamp.pick({ at: true, mid: true }).nullable() });
}
export type Change = { value: unknown; over: { at: number; mid: string } | null };

/**
 * Merges changed fields into a row: each field is a last-writer register ordered by (at, device), where `at` is
 * the edit time or just past the value it replaced; two edits that did not know each other keep the loser in `lost`.
 * A lost value that was seen and replaced is lost no longer, so that any order of edits ends in the same row.
 * Merging the same mutation again changes nothing.
 */
export function mergeFields<Row extends Stamped>(
  row: Row,
  changes: Record<string, Change | undefined>,
  made: Made,
): Row {
  const values: Record<string, unknown> = {};
  const stamps = { ...row.stamps };
  let lost = row.lost;

  for (const [field, change] of Object.entries(changes)) {
    if (!change) continue;
    const mine = stampOver(change, made);
    const held = stamps[field];
    // Also when it is here already: after a fork, what it replaced may have come back later than it did.
    lost = withoutLost(lost, field, change.over?.mid);
    if (held?.mid === mine.mid || lost.some((entry) => entry.mid === mine.mid && entry.field === field)) continue;

    if (!held || isLater(mine, held)) {
      const concurrent = held !== undefined && held.mid !== change.over?.mid;
      if (concurrent) lost = [...lost, { ...held, field, value: valueOf(row, field) }];
      values[field] = change.value;
      stamps[field] = mine;
    } else {
      lost = [...lost, { ...mine, field, value: change.value }];
    }
  }
  return { ...withValues(row, values), stamps, lost: lost.toSorted(byFieldAndStamp) };
}

/** The stamp of a changed field: of the edit's time, or just past what it takes the place of. */
export function stampOver({ over }: Change, { at, device, mid }: Made): Stamp {
  return { at: Math.max(at, (over?.at ?? -1) + 1), device, mid };
}

/** The lost values but for one that was seen and replaced, or decided about. */
export function withoutLost(lost: Lost[], field: string, mid: string | undefined): Lost[] {
  return lost.filter((entry) => entry.field !== field || entry.mid !== mid);
}

/** What a change of a field names as the value that it takes the place of, of a row as the person sees it. */
export type Over = Change["over"];
export function overOf({ stamps = {} }: { stamps?: Record<string, Stamp> | undefined }, field: string): Over {
  const held = stamps[field];
  return held ? { at: held.at, mid: held.mid } : null;
}

/** The row without a lost value that the person has decided about; the same row when there is none. */
export function settleLost<Row extends Stamped>(row: Row, field: string, mid: string): Row {
  const lost = withoutLost(row.lost, field, mid);
  return lost.length < row.lost.length ? { ...row, lost } : row;
}

/** Stamps for the first values of a row. */
export function firstStamps(fields: readonly string[], made: Made): Record<string, Stamp> {
  return Object.fromEntries(fields.map((field) => [field, { at: made.at, device: made.device, mid: made.mid }]));
}

/** One order of lost values, so that rows which lost the same are equal. */
export function byFieldAndStamp(a: Lost, b: Lost): number {
  if (a.field !== b.field) return a.field < b.field ? -1 : 1;
  if (a.mid === b.mid) return 0;
  return isLater(a, b) ? 1 : -1;
}

/** The one order of stamps. */
export function isLater(a: Stamp, b: Stamp): boolean {
  if (a.at !== b.at) return a.at > b.at;
  if (a.device !== b.device) return a.device > b.device;
  return a.mid > b.mid;
}

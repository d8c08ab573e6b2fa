import { isSettledIn, naming } from "../brought.ts";
import { valueOf, withValues } from "../field-path.ts";
import { byFieldAndStamp, isLater, stampOver, withoutLost, type Change, type Stamped } from "../field.ts";
import type { Made } from "../mutation.ts";
import type { Id } from "../ids.ts";
import type { Row } from "../store.ts";
import { withFormer } from "./former.ts";
import { OPEN, withUnsigned } from "./signature.ts";

/**
 * A signed note whose header somebody changed who did not know of the signature: what is sealed stays, and what they wrote
 * is held in `lost` until the person decides. A value that is replaced by its own writer is asked about no more.
 */
export function heldBack(note: Row<"note">, changes: Record<string, Change | undefined>, made: Made): Row<"note"> {
  let { lost } = note;
  for (const [field, change] of Object.entries(changes)) {
    if (!change) continue;
    lost = withoutLost(lost, field, change.over?.mid);
    const late = { ...stampOver(change, made), field, value: change.value };
    const held = note.stamps[field];
    const isThere = held?.mid === made.mid || lost.some((entry) => entry.field === field && entry.mid === made.mid);
    // Of a history that is gone: what was older then had been replaced or decided about before it was signed.
    const isOld = made.again && held && !isLater(late, held);
    if (!isThere && !isOld && !isSettledIn(note, late)) lost = [...lost, late];
  }
  return { ...note, lost: lost.toSorted(byFieldAndStamp), ...naming(note, [made.mid]) };
}

/** A note from which a signature was taken: open, with all that was held back, and remembering which one it was. */
export function withoutSignature(note: Row<"note">, signatureId: Id): Row<"note"> {
  return { ...withFormer(laidOpen(note), [note]), ...OPEN, unsigned: withUnsigned(note.unsigned, [signatureId]) };
}

/**
 * The header once no signature stands over it: what was held back and is still asked about is weighed as if it had come
 * before, so that the latest value stands and every other is a conflict like any.
 */
export function laidOpen<R extends Stamped>(row: R): R {
  const stamps = { ...row.stamps };
  const values: Record<string, unknown> = {};
  const lost = row.lost.flatMap((entry) => {
    const { field, value, ...stamp } = entry;
    const held = stamps[field];
    if (held?.mid === stamp.mid) return [];
    if (held && !isLater(stamp, held)) return [entry];
    const before = field in values ? values[field] : valueOf(row, field);
    stamps[field] = stamp;
    values[field] = value;
    return held ? [{ ...held, field, value: before }] : [];
  });
  return { ...withValues(row, values), stamps, lost: lost.toSorted(byFieldAndStamp) };
}

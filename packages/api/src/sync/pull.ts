import { PAGE_ROWS, type Cursor, type Reset, type RowChange } from "../domain/protocol.ts";
import type { Head, SyncReads } from "./storage.ts";

export type Page = { reset: Reset | null; changes: RowChange[]; cursor: Cursor; more: boolean };

/**
 * Everything after `from` in (version, noun, id) order, in whole versions, as of the snapshot of `tx` whose head is
 * `head`. A cursor that is not of this history starts from the beginning.
 */
export async function pull(tx: SyncReads, from: Cursor | null, { horizon, ...head }: Head): Promise<Page> {
  const reset = await resetFor(tx, from, { horizon, ...head });
  const after = reset || !from ? 0 : from.version;
  if (after === head.version) return { reset, changes: [], cursor: head, more: false };

  const { changes, cut } = await tx.page(after);
  const last = changes.at(-1);
  if (!last || (changes.length <= PAGE_ROWS && !cut)) return { reset, changes, cursor: head, more: false };

  // The last version of a page that is not the whole may lack rows: it belongs to the next page, unless it is alone.
  const whole = changes.filter((change) => change.version < last.version);
  const version = whole.at(-1)?.version ?? last.version;
  const kept = whole.length ? whole : await tx.rowsOf(last.version);
  const cursor = { version, stamp: await tx.stampOf(version) };
  return { reset, changes: kept, cursor, more: version < head.version };
}

/** Why a cursor cannot be gone on from; null when it can. */
export async function resetFor(tx: SyncReads, from: Cursor | null, head: Head): Promise<Reset | null> {
  if (!from || from.version === 0) return null;
  if (from.version > head.version) return "future";
  const stamp = from.version === head.version ? head.stamp : await tx.stampOf(from.version);
  if (stamp !== from.stamp) return "forked";
  return from.version < head.horizon ? "horizon" : null;
}

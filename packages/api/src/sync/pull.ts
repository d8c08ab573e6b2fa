import { PAGE_ROWS, type Cursor, type Reset, type RowChange } from "../domain/protocol.ts";
import type { Head, SyncReads } from "./storage.ts";

export type Page = {
  reset: Reset | null;
  changes: RowChange[];
  cursor: Cursor;
  more: boolean;
  /** See `ExchangeReply`. */
  head?: Cursor;
  /** For whoever begins, see `ExchangeReply`. */
  digestKey?: string;
};

/**
 * Everything after `from` in (version, noun, id) order, in whole versions, as of the snapshot of `tx` whose head is
 * `head`. With a `reset`, from the beginning.
 */
export async function pull(
  tx: SyncReads,
  from: Cursor | null,
  { horizon, ...head }: Head,
  reset: Reset | null,
): Promise<Page> {
  const isAnew = reset !== null || !from;
  const after = isAnew ? 0 : from.version;
  const begun = isAnew ? head.version : partsOf(from).begun;
  const known = isAnew ? { digestKey: tx.digestKey() } : {};
  if (after === head.version) return { reset, changes: [], cursor: head, more: false, ...known };

  const { changes, cut } = await tx.page(after);
  const last = changes.at(-1);
  if (!last || (changes.length <= PAGE_ROWS && !cut)) return { reset, changes, cursor: head, more: false, ...known };

  // The last version of a page that is not the whole may lack rows: it belongs to the next page, unless it is alone.
  const whole = changes.filter((change) => change.version < last.version);
  const version = whole.at(-1)?.version ?? last.version;
  const kept = whole.length ? whole : await tx.rowsOf(last.version);
  const stamp = await tx.stampOf(version);
  const cursor = { version, stamp: version < horizon ? `${stamp}${BEGUN}${begun}` : stamp };
  const more = version < head.version;
  return { reset, changes: kept, cursor, more, ...(more ? { head } : {}), ...known };
}

const BEGUN = "|";

/**
 * A device that begins from nothing walks through versions below the horizon, and misses nothing by it: what was removed
 * before it began it never had. So its place there also says where the head was when it began.
 */
function partsOf({ version, stamp }: Cursor): { stamp: string; begun: number } {
  const [own = "", begun] = stamp.split(BEGUN);
  return { stamp: own, begun: begun ? Number(begun) : version };
}

/** Why a cursor cannot be gone on from; null when it can. */
export async function resetFor(tx: SyncReads, from: Cursor | null, head: Head): Promise<Reset | null> {
  if (!from || from.version === 0) return null;
  if (from.version > head.version) return "future";
  const stamp = from.version === head.version ? head.stamp : await tx.stampOf(from.version);
  const { stamp: told, begun } = partsOf(from);
  // Of versions below the horizon the stamps are removed in the end, and then nothing is known of the cursor.
  const isGone = stamp === "" && from.version < head.horizon;
  if (stamp !== told && !isGone) return "forked";
  return begun < head.horizon || isGone ? "horizon" : null;
}

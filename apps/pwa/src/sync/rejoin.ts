import { nounNames } from "@cliently/api/domain/layout";
import { ExchangeReply, PAGE_ROWS, TRAIL, type ExchangeRequest, type RowChange } from "@cliently/api/domain/protocol";

import type { CanonicalRow, JournalRow, OutboxRow } from "../local/local-database.ts";
import { placeOf, together } from "../local/row-parts.ts";
import { Deposed } from "./apply.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { beginStream, forgetStream } from "./stream.ts";

/** So much of what this device knows is offered at once, in characters of JSON. */
const OFFER = 512 * 1024;

/**
 * After a restored backup: gives back to the server what it has lost, as far as this device had it, and begins its cache
 * anew. Each step may be cut off and done again.
 *
 * 1. Where do the histories part? 2. Offer every row that came after. 3. Put what the server no longer knows of this
 * device's own mutations back into the box, under their own seqs and mids. 4. Only then forget where the cache stood; the
 * last place of the trail is now where the server stood when it had the rows.
 */
export async function rejoin(device: Device, fence: string): Promise<void> {
  const { cache, box, world, accountId } = device;
  const own = await deviceId(device);
  const { cursor, trail } = await cacheState(cache);
  const place = cursor ?? trail.at(-1);
  const pending = await box.outbox.count();
  const about = { account: accountId, device: own, label: world.label, cursor: place ?? null, mutations: [], pending };
  const ask = async (request: ExchangeRequest) => ExchangeReply.parse(await world.transport.exchange(request));

  let reply = await ask({ ...about, trail });
  if (reply.reset === null) return; // it knows where we stand after all
  const common = reply.common ?? 0;
  for (const rows of offers(await rowsAfter(device, common))) {
    reply = await ask({ ...about, trail, rejoin: rows });
    if (reply.rejoined !== rows.length) throw new Error("the server did not take the rows back");
  }
  await bringBack(device, own, reply.ackedSeq, common, place?.version ?? 1);
  await cache.transaction("rw", ["meta"], async () => {
    const state = await cacheState(cache);
    if (state.fence !== fence) throw new Deposed();
    // More of the old history was taken in meanwhile, which the server has not got back: once more from the beginning.
    if (state.cursor?.version !== cursor?.version) return;
    // The rows stay to be looked at until the first page takes their place, if it is of the history that has them now.
    const shared = trail.filter(({ version }) => version <= common);
    await cache.meta.put({ ...state, cursor: null, isWhole: false, trail: [...shared, reply.cursor].slice(-TRAIL) });
  });
}

/** Every row of the server's that is newer than `common`, parents before what belongs to them. */
async function rowsAfter({ cache, sealer }: Device, common: number): Promise<RowChange[]> {
  const rows: RowChange[] = [];
  for (const noun of nounNames) {
    const newer = cache.rows(noun).orderBy("id");
    const stored: CanonicalRow[] = await newer.filter(({ ver }) => ver > common).toArray();
    for (const row of stored) {
      const hidden = await sealer.open(placeOf(noun, row.id), row.sealed).catch(() => undefined);
      if (hidden === undefined) continue; // nobody can read it, so there is nothing to give back
      rows.push({ noun, id: row.id, version: row.ver, row: together(noun, row, hidden) });
    }
  }
  for (const { id, upto, sealed } of await cache.text
    .orderBy("id")
    .filter(({ upto }) => upto > common)
    .toArray()) {
    const hidden = await sealer.open(placeOf("note-text", id), sealed).catch(() => undefined);
    if (hidden === undefined) continue;
    const { update } = hidden as { update: string }; // sealed by `apply`, or when it was folded here
    rows.push({ noun: "note-text", id, version: upto, row: { id, upto, update } });
  }
  return rows;
}

function offers(rows: RowChange[]): RowChange[][] {
  const all: RowChange[][] = [];
  let size = 0;
  for (const row of rows) {
    const own = JSON.stringify(row).length;
    const last = all.at(-1);
    if (!last || last.length === PAGE_ROWS || size + own > OFFER) {
      all.push([row]);
      size = own;
    } else {
      last.push(row);
      size += own;
    }
  }
  return all;
}

/**
 * What the server had decided and has forgotten waits again. It keeps its seq when journal and box together have no hole
 * after `ackedSeq`; otherwise this device begins a new stream. `known`: as far as it knew the old history.
 */
export async function bringBack(
  device: Device,
  own: string,
  ackedSeq: number,
  common: number,
  known: number,
): Promise<void> {
  const { box } = device;
  const isAnother = await box.transaction("rw", ["outbox", "journal", "meta"], async () => {
    const meta = await box.meta.get("device");
    if (meta?.id !== own) return false; // another tab was faster
    const journal = await box.journal.orderBy("seq").toArray();
    const elsewhere = journal.filter(({ device: by, version }) => by !== own && version > common);
    // Also under a seq that the server has: a copy of this device may have used it for something else meanwhile.
    const lost = journal
      .filter(({ device: by, at, version }) => by === own && (at > ackedSeq || version > common))
      .toSorted((a, b) => a.at - b.at);
    const first = Math.min(ackedSeq + 1, lost[0]?.at ?? Infinity);
    const outbox = await box.outbox.orderBy("seq").toArray();
    // What was sent may have been decided without an answer: then within what this device knew, or just after.
    const waiting = outbox.map((row): OutboxRow => (row.sent && !row.was ? { ...row, was: Math.max(1, known) } : row));
    const stream = [...lost.map(waitsAgain), ...waiting.filter(({ seq }) => seq >= first)];
    const isWhole =
      elsewhere.length === 0 &&
      stream.every(({ seq }, index) => seq === first + index) &&
      first + stream.length === meta.nextSeq;

    await box.journal.bulkDelete([...elsewhere, ...lost].map(({ seq }) => seq));
    if (isWhole) await box.outbox.bulkPut(stream);
    else await beginStream(device, [...elsewhere.map(waitsAgain), ...lost.map(waitsAgain), ...waiting]);
    return !isWhole;
  });
  if (isAnother) await forgetStream(device);
}

function waitsAgain({ at, mid, sealed, version }: JournalRow): OutboxRow {
  return { seq: at, mid, sealed, sent: 1, was: version };
}

import { Id } from "@cliently/api/domain/ids";
import { layouts, nounNames } from "@cliently/api/domain/layout";
import type { Cursor, MutationResult, RowChange } from "@cliently/api/domain/protocol";
import type { Noun } from "@cliently/api/domain/store";

import type { CanonicalRow, TextRow } from "../local/local-database.ts";
import { apart, placeOf } from "../local/device-store.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { waitingAfter, type WaitingBody } from "./outbox.ts";
import { repaintAll } from "./view.ts";

/**
 * What the server told: everything after `from`, up to `cursor`. `reset`: from the beginning, the cache is built anew.
 * `acked`: how far it has decided the stream of the device that asked.
 */
export type News = {
  from: Cursor | null;
  cursor: Cursor;
  changes: RowChange[];
  reset: boolean;
  acked: { device: string; seq: number } | null;
};

/** Thrown when another tab has taken the lead: whatever was on its way counts for nothing. */
export class Deposed extends Error {}

/** Rows are sealed and stored in pieces of this many, so that a first sync does not freeze the screen. */
const PIECE = 2_000;

/**
 * Takes news into the cache, in one transaction: newer rows in, what still waits on top of them again, the cursor
 * beside the rows it speaks of. Does nothing when the cache does not stand where the news begin. `fence`: the
 * leadership under which the news were fetched.
 */
export async function apply(device: Device, fence: string, news: News): Promise<"applied" | "elsewhere"> {
  const { cache } = device;
  const rows = await sealedRows(device, news.changes);

  return device.inTurn(async () => {
    for (let tries = 3; ;) {
      const own = await deviceId(device);
      const waiting = await waitingAfter(device, 0);
      const lastRead = waiting.at(-1)?.seq ?? 0;
      const outcome = await cache.transaction("rw", cache.all, async () => {
        const state = await cacheState(cache);
        if (state.fence !== fence) throw new Deposed();
        if (!isSame(state.cursor, news.from)) return "elsewhere";
        const isOurs = state.device === own;
        const acked = Math.max(isOurs ? state.ackedSeq : 0, news.acked?.device === own ? news.acked.seq : 0);
        // Another tab painted something that was not in the box when it was read: read it again.
        if (isOurs && state.viewSeq > Math.max(lastRead, acked) && --tries > 0) return "again";

        if (news.reset) await clear(device);
        await store(device, rows);
        await cache.meta.put({ ...state, cursor: news.cursor, device: own, ackedSeq: acked });
        if (!isOurs || waiting.length || (await cache.view.count())) await repaintAll(device, own, waiting);
        return "applied";
      });
      if (outcome !== "again") return outcome;
    }
  });
}

/**
 * Takes what the server has decided out of the box: the applied into the journal, the rest into quarantine with its
 * words. Only what the cache knows as acknowledged may go, so anybody may call this at any time. `own`: the device whose
 * stream the results are of.
 */
export async function settle(device: Device, own: string, results: MutationResult[]): Promise<void> {
  const { box, cache, sealer, world } = device;
  const state = await cacheState(cache);
  if (state.device !== own) return;
  const decided = results.filter(
    (result) => result.seq <= state.ackedSeq && result.status !== "wait" && result.status !== "cloned",
  );
  if (decided.length === 0) return;

  const waiting = new Map((await waitingAfter(device, 0)).map((row) => [row.seq, row]));
  const aside = await Promise.all(
    decided.flatMap((result) => {
      const row = waiting.get(result.seq);
      if (!row || (result.status !== "refused" && result.status !== "quarantined")) return [];
      const { name, v, args, madeAt } = row;
      const reason = result.status === "refused" ? result.reason : "broke";
      const body: WaitingBody & { reason: string } = { name, v, args, madeAt, reason };
      const { status } = result;
      return [
        sealer
          .seal(placeOf("quarantine", row.mid), body)
          .then((sealed) => ({ mid: row.mid, at: world.clock(), status, sealed })),
      ];
    }),
  );
  await box.transaction("rw", ["outbox", "quarantine", "journal", "meta"], async () => {
    if ((await box.meta.get("device"))?.id !== own) return; // the stream was begun anew: these seqs mean others now
    await box.quarantine.bulkPut(aside);
    for (const result of decided) {
      const row = await box.outbox.get(result.seq);
      if (!row) continue;
      if (result.status === "applied")
        await box.journal.put({ seq: row.seq, mid: row.mid, version: result.version, sealed: row.sealed });
      await box.outbox.delete(result.seq);
    }
  });
  await noteReceipts(
    device,
    decided.flatMap(({ seq }) => waiting.get(seq) ?? []),
  );
}

type SealedRows = { rows: Map<Noun, CanonicalRow[]>; texts: TextRow[] };

async function sealedRows({ sealer }: Device, all: RowChange[]): Promise<SealedRows> {
  // A newer server may know of more; the app that knows it too begins with a new cache.
  const changes = all.filter(({ noun }) => isNoun(noun) || noun === "note-text");
  const rows = new Map<Noun, CanonicalRow[]>();
  const texts: TextRow[] = [];
  for (let start = 0; start < changes.length; start += PIECE) {
    const piece = changes.slice(start, start + PIECE);
    const sealed = await Promise.all(piece.map((change) => sealer.seal(sealedPlace(change), hiddenOf(change))));
    piece.forEach((change, index) => {
      const bytes = sealed[index];
      if (!bytes) return;
      if (change.noun === "note-text") return void texts.push({ id: change.id, upto: change.version, sealed: bytes });
      if (!isNoun(change.noun)) return;
      const own = rows.get(change.noun) ?? [];
      own.push({ ...apart(change.noun, change.row).open, id: change.id, ver: change.version, sealed: bytes });
      rows.set(change.noun, own);
    });
  }
  return { rows, texts };
}

function sealedPlace({ noun, id }: RowChange): string {
  return placeOf(noun, Id.parse(id));
}

function hiddenOf({ noun, row }: RowChange): Record<string, unknown> {
  return isNoun(noun) ? apart(noun, row).hidden : { update: row["update"] };
}

async function store({ cache }: Device, { rows, texts }: SealedRows): Promise<void> {
  for (const [noun, own] of rows) await cache.rows(noun).bulkPut(own);
  for (const text of texts) {
    await cache.text.put(text);
    await cache
      .rows("note-update")
      .where("[noteId+ver]")
      .between([text.id, 0], [text.id, text.upto], true, true)
      .delete();
  }
}

async function clear({ cache }: Device): Promise<void> {
  for (const noun of nounNames) await cache.rows(noun).clear();
  await Promise.all([cache.text.clear(), cache.view.clear()]);
}

async function noteReceipts({ cache, world }: Device, decided: WaitingBody[]): Promise<void> {
  const notes = new Set(
    decided.flatMap(({ name, args }) => (name.startsWith("note.") ? [(args as { id: string }).id] : [])),
  ); // every note.* mutation names its note so
  if (notes.size === 0) return;
  const serverAt = world.clock();
  await cache.transaction("rw", ["receipt"], async () => {
    for (const noteId of notes)
      await cache.receipt.put({ deviceAt: null, ...(await cache.receipt.get(noteId)), noteId, serverAt });
  });
}

function isNoun(noun: string): noun is Noun {
  return Object.hasOwn(layouts, noun);
}

function isSame(a: Cursor | null, b: Cursor | null): boolean {
  return a?.version === b?.version && a?.stamp === b?.stamp;
}

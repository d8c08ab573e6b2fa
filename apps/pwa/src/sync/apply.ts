import { Id } from "@cliently/api/domain/ids";
import { layouts, nounNames } from "@cliently/api/domain/layout";
import { isPurged } from "@cliently/api/domain/purged";
import { TRAIL, type Cursor, type RowChange } from "@cliently/api/domain/protocol";
import type { Noun } from "@cliently/api/domain/store";

import type { CacheMeta, CanonicalRow, LocalTable, TextRow } from "../local/local-database.ts";
import { apart, placeOf } from "../local/row-parts.ts";
import { cacheState, deviceId, DEVICES_PLACE, type Device } from "./device.ts";
import { DIGEST_KEY_PLACE, keptDigestKey, markOf } from "./marks.ts";
import { pendingAfter } from "./outbox.ts";
import { repaintAll, repaintMet, repaintRest } from "./view.ts";

/**
 * What the server told: everything after `from`, up to `cursor`. `reset`, or from nowhere: from the beginning, the cache
 * is built anew. `acked`: how far it has decided the stream of the device that asked.
 */
export type News = {
  from: Cursor | null;
  cursor: Cursor;
  changes: RowChange[];
  reset: boolean;
  acked: { device: string; seq: number } | null;
  /** More pages follow, and `acked` does not count before the last: what is acknowledged may be in one that is missing. */
  more?: boolean;
  /** Where the server stood when it told this page. */
  head?: Cursor;
  /** What the browser took from this device, as the server remembers it. */
  evicted?: NonNullable<CacheMeta["evicted"]>;
  /** What digests are made with, when the server said so. */
  digestKey?: string;
  /** What the person calls the devices of the account, by id, when the server said so. */
  devices?: Record<string, string>;
  /** Whether they are nothing but what the acknowledged mutations did, at the times that they had here. */
  isOwn?: boolean;
  /** A repair: takes out of the cache what the rows stand for, and says how many records were not as they should be. */
  first?: () => Promise<number>;
};

/** Thrown when another tab has taken the lead: whatever was on its way counts for nothing. */
export class Deposed extends Error {}

/** Rows are sealed and stored in pieces of this many, so that a first sync does not freeze the screen. */
const PIECE = 2_000;
/** So many places of the trail are all kept. */
const NEWEST = 16;

/**
 * Takes news into the cache, in one transaction: newer rows in, what still waits on top of them again, the cursor
 * beside the rows it speaks of. Does nothing when the cache does not stand where the news begin. `fence`: the
 * leadership under which the news were fetched.
 */
export async function apply(device: Device, fence: string, news: News): Promise<"applied" | "elsewhere"> {
  const { cache } = device;
  const digestKey = news.digestKey ?? (await keptDigestKey(device));
  const rows = await sealedRows(device, news.changes, digestKey);
  const sealedKey = news.digestKey ? await device.sealer.seal(DIGEST_KEY_PLACE, news.digestKey) : null;
  const sealedNames = news.devices ? await device.sealer.seal(DEVICES_PLACE, news.devices) : null;

  const isAnew = news.reset || news.from === null;
  return device.inTurn(async () => {
    for (let tries = 3; ;) {
      const before = await cacheState(cache);
      const own = await deviceId(device);
      const isKnown = !isAnew && before.device === own;
      const pending = await pendingAfter(device, isKnown ? before.ackedSeq : 0, isKnown && before.isWhole);
      const outcome = await cache.transaction("rw", cache.all, async () => {
        const state = await cacheState(cache);
        if (state.fence !== fence) throw new Deposed();
        if (!isSame(state.cursor, news.from)) return "elsewhere";
        if (pending.own !== own) return "again"; // the stream was begun anew
        const isOurs = state.device === pending.own;
        const told = news.acked && !news.more && news.acked.device === pending.own ? news.acked.seq : 0;
        const acked = Math.max(isOurs && !isAnew ? state.ackedSeq : 0, told);
        // Another tab painted something that was not in the box when it was read: read it again.
        if (isOurs && state.viewSeq > Math.max(pending.lastSeq, acked) && --tries > 0) return "again";

        // In several pages, what was there stays in sight until the last has come: the line may be cut in between.
        const era = isAnew && news.more && (await holdsAny(device)) ? state.era + 1 : state.era;
        if (isAnew && !news.more) await clear(device);
        const repaired = state.repaired + ((await news.first?.()) ?? 0);
        await store(device, rows, era);
        if (!isAnew && !news.more && !state.isWhole && era > 0) await clearOlder(device, era, state.isAnew);
        const trail = news.first ? state.trail : trailAfter(state, news, isAnew);
        const { offset } = device.clock;
        const evicted = news.evicted ?? state.evicted;
        const goesOnAnew = news.more === true && (isAnew || (!state.isWhole && state.isAnew === true));
        const pages = { isWhole: !news.more, isAnew: goesOnAnew };
        const at = { cursor: news.cursor, ...pages, device: pending.own, ackedSeq: acked };
        const digest = { digestKey: sealedKey ?? state.digestKey, repaired, era };
        const devices = sealedNames ?? state.devices;
        const root = isAnew ? { root: news.cursor } : {};
        const purged = (state.purged ?? 0) + rows.gone.length;
        await cache.meta.put({ ...state, trail, offset, evicted, devices, purged, ...digest, ...at, ...root });
        if (isAnew || !isOurs || news.first) await repaintAll(device, pending);
        else if (news.isOwn) await repaintRest(device, pending);
        else await repaintMet(device, pending, placesOf(news.changes));
        return "applied";
      });
      if (outcome !== "again") return outcome;
    }
  });
}

/** `gone`: tombstones. */
type SealedRows = { rows: Map<Noun, CanonicalRow[]>; texts: TextRow[]; gone: { noun: Noun; id: string }[] };

async function sealedRows(device: Device, all: RowChange[], key: string | undefined): Promise<SealedRows> {
  const { sealer } = device;
  // A newer server may know of more; the app that knows it too begins with a new cache.
  const changes = all.filter(({ noun }) => isNoun(noun) || noun === "note-text");
  const rows = new Map<Noun, CanonicalRow[]>();
  const texts: TextRow[] = [];
  const gone: SealedRows["gone"] = [];
  for (let start = 0; start < changes.length; start += PIECE) {
    const piece = changes.slice(start, start + PIECE);
    const sealed = await Promise.all(piece.map((change) => sealer.seal(sealedPlace(change), hiddenOf(change))));
    const marks = await Promise.all(piece.map((change) => markOf(device, key, change)));
    piece.forEach((change, index) => {
      const bytes = sealed[index];
      if (!bytes) return;
      const mark = marks[index] === undefined ? {} : { mark: marks[index] };
      const { id, version } = change;
      if (change.noun === "note-text") return void texts.push({ id, upto: version, sealed: bytes, ...mark });
      if (!isNoun(change.noun)) return;
      if (isPurged(change.row)) return void gone.push({ noun: change.noun, id });
      const own = rows.get(change.noun) ?? [];
      own.push({ ...apart(change.noun, change.row).open, id, ver: version, sealed: bytes, ...mark });
      rows.set(change.noun, own);
    });
  }
  return { rows, texts, gone };
}

function sealedPlace({ noun, id }: RowChange): string {
  return placeOf(noun, Id.parse(id));
}

function hiddenOf({ noun, row, digest }: RowChange): Record<string, unknown> {
  return isNoun(noun) ? apart(noun, row).hidden : { update: row["update"], digest };
}

async function store({ cache }: Device, { rows, texts, gone }: SealedRows, era: number): Promise<void> {
  const dated = era > 0 ? { era } : {};
  for (const [noun, own] of rows) await cache.rows(noun).bulkPut(own.map((row) => ({ ...row, ...dated })));
  for (const text of texts) {
    await cache.text.put({ ...text, ...dated });
    await cache
      .rows("note-update")
      .where("[noteId+ver]")
      .between([text.id, 0], [text.id, text.upto], true, true)
      .delete();
  }
  for (const { noun, id } of gone) {
    await cache.rows(noun).delete(id);
    if (noun !== "note") continue;
    await cache.text.delete(id);
    await cache.rows("note-update").where("noteId").equals(id).delete();
  }
}

async function clear({ cache }: Device): Promise<void> {
  for (const table of [...nounNames.map((noun) => cache.rows(noun)), cache.text]) await table.clear();
}

/**
 * Takes out what is older than `era`, at the last of several pages that built the cache anew. Pages of what is merely new
 * end here too: then no row is older, and a text only when a build folded it here that did not date it, so it stays. Of
 * pages that such a build began, the rows tell what they are.
 */
async function clearOlder({ cache }: Device, era: number, isAnew = false): Promise<void> {
  let takesTexts = isAnew;
  for (const noun of nounNames) takesTexts = (await removeOlder(cache.rows(noun), era)) || takesTexts;
  if (takesTexts) await removeOlder(cache.text, era);
}

/** Resolves with whether there was any. */
async function removeOlder<Row extends { era?: number }>(
  table: LocalTable<Row, string>,
  era: number,
): Promise<boolean> {
  const old = await table
    .orderBy("id")
    .filter((row) => (row.era ?? 0) < era)
    .keys();
  await table.bulkDelete(old as string[]); // the index is the id
  return old.length > 0;
}

async function holdsAny({ cache }: Device): Promise<boolean> {
  for (const noun of nounNames) if ((await cache.rows(noun).count()) > 0) return true;
  return false;
}

function placesOf(changes: RowChange[]): string[] {
  return changes.map(({ noun, id }) => placeOf(noun, id));
}

/**
 * The places behind the next one. Between pages the last of them is where the server stood with the newest page: `exchange`
 * has it checked with each, because what had been changed again by then would be missing for good if a backup came back.
 */
function trailAfter(state: CacheMeta, { more, head }: News, isAnew: boolean): Cursor[] {
  const isGoingOn = isAnew ? more : !state.isWhole;
  const before = isGoingOn ? state.trail : isAnew ? [] : thinned(state.trail, state.cursor);
  if (!more || !head) return before;
  return [...(state.isWhole ? before : before.slice(0, -1)), head].slice(-TRAIL);
}

/** The newest places are kept, and of the older ones fewer and fewer the further back they lie. */
function thinned(trail: Cursor[], last: Cursor | null): Cursor[] {
  if (!last) return trail;
  const all = [...trail, last];
  const far = new Set<number>();
  return all
    .filter(({ version }, index) => {
      if (index >= all.length - NEWEST) return true;
      // The oldest of each stretch stays: it is the one that grows old.
      const stretch = Math.floor(1.5 * Math.log2(1 + last.version - version));
      return !far.has(stretch) && far.add(stretch);
    })
    .slice(-TRAIL);
}

function isNoun(noun: string): noun is Noun {
  return Object.hasOwn(layouts, noun);
}

function isSame(a: Cursor | null, b: Cursor | null): boolean {
  return a?.version === b?.version && a?.stamp === b?.stamp;
}

import { BUCKETS, bucketOf, digestHex } from "@cliently/api/domain/digest";
import { nounNames } from "@cliently/api/domain/layout";
import { BucketReply, DigestReply, type Cursor, type RowChange } from "@cliently/api/domain/protocol";
import type { Noun } from "@cliently/api/domain/store";

import type { CanonicalRow, LocalTable, TextRow } from "../local/local-database.ts";
import { placeOf, together } from "../local/row-parts.ts";
import { apply } from "./apply.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { digestIn, keptDigestKey, markOf, markStart } from "./marks.ts";

/** How often a device compares what it holds with the server, in ms, and by how much that is spread. */
const EVERY_MS = 10 * 60_000;
const SPREAD_MS = 30_000;
/** When the device comes back, the exchange goes first. */
const RESUMED_MS = 5_000;

/**
 * Compares now and then, soon after the device comes back, and at once when somebody meets a row that cannot be opened,
 * until `ended`. `fence`: of the tab that leads.
 */
export function keepComparing(device: Device, fence: string, ended: AbortSignal): void {
  const { world } = device;
  /** Buckets that somebody said hold such a row. Once between two turns is enough: it may be one that cannot be had. */
  const spoilt = new Set<number>();
  /** Those of them that could not be looked at. */
  const left = new Set<number>();
  let cancel: (() => void) | undefined;
  /** Resolves with whether it could be done: the server was reached, and this tab leads and stands where it does. */
  const look = (openly?: readonly number[]) =>
    compare(device, fence, openly).then(
      (wrong) => wrong !== null,
      () => false,
    );
  const mend = async (buckets: readonly number[]) => {
    if ((await look(buckets)) || ended.aborted) return;
    // Asked again by whoever meets the row, and before long by itself.
    for (const bucket of buckets) spoilt.delete(bucket);
    for (const bucket of buckets) left.add(bucket);
    next(RESUMED_MS);
  };
  const next = (ms: number) => {
    cancel?.();
    // Spread, so that devices that come back together do not ask together.
    cancel = world.after(ms + ((world.random(1)[0] ?? 0) / 256) * SPREAD_MS, () => {
      next(EVERY_MS);
      const due = [...new Set([...spoilt, ...left])];
      spoilt.clear();
      left.clear();
      void (due.length > 0 ? mend(due) : look());
    });
  };
  const forgetSpoilt = device.onSpoilt((bucket) => {
    if (spoilt.has(bucket)) return;
    spoilt.add(bucket);
    void mend([bucket]);
  });
  const forgetAwake = world.page.on("awake", () => next(RESUMED_MS));
  ended.addEventListener("abort", () => {
    cancel?.();
    forgetSpoilt();
    forgetAwake();
  });
  next(RESUMED_MS);
}

/**
 * Finds what this device holds otherwise than the server and takes the server's in its place, with what waits on top of
 * it again. Resolves with how many buckets were taken anew; null when it does not stand where the server does, so that
 * nothing can be said. `openly`: buckets in which rows are opened and reckoned anew; by default one at random.
 */
export async function compare(device: Device, fence: string, openly?: readonly number[]): Promise<number | null> {
  const { world, accountId } = device;
  const { digestKey: told } = await cacheState(device.cache);
  const key = await keptDigestKey(device);
  const { cursor, sums, unmarked } = await held(device);
  if (told && !key) await startOver(device, fence); // it cannot be read
  if (!key || !cursor) return null;

  const about = { account: accountId, device: await deviceId(device), cursor, nouns: [...nounNames] };
  const { buckets } = DigestReply.parse(await world.transport.digest({ ...about, sums: sums.map(digestHex) }));
  if (!buckets) return null;
  const broken = [...unmarked];
  for (const bucket of openly ?? [(world.random(1)[0] ?? 0) % BUCKETS])
    broken.push(...(await brokenIn(device, key, bucket)));

  const wrong = new Set([...buckets, ...broken.map(({ bucket }) => bucket)]);
  for (const bucket of wrong) {
    const { changes } = BucketReply.parse(await world.transport.bucket({ ...about, bucket }));
    if (!changes) return null;
    const marks = await Promise.all(changes.map((change) => markOf(device, key, change)));
    const after = sumsOf(changes.map((change, index) => ({ place: placeShown(change), mark: marks[index] })));
    const first = async () => {
      const before = await takeOut(device, bucket, unmarked);
      const places = new Set([...before.keys(), ...after.keys()]);
      const isBroken = new Set(broken.map(({ place }) => place));
      return [...places].filter((place) => isBroken.has(place) || before.get(place) !== after.get(place)).length;
    };
    const news = { from: cursor, cursor, changes, reset: false, acked: null, first };
    if ((await apply(device, fence, news)) === "elsewhere") return null;
  }
  return wrong.size;
}

/** What digests are made with comes with the first page alone. Until that is here, everything is shown as it was. */
async function startOver({ cache }: Device, fence: string): Promise<void> {
  await cache.transaction("rw", ["meta"], async () => {
    const state = await cacheState(cache);
    if (state.fence === fence && state.digestKey) await cache.meta.put({ ...state, digestKey: null, cursor: null });
  });
}

type Broken = { noun: Noun | "note-text"; id: string; bucket: number; place: string };
type Held = { cursor: Cursor | null; sums: bigint[]; unmarked: Broken[] };

/** The sum of each bucket as this device holds it, all of one moment. `unmarked`: rows that are in no sum. */
function held(device: Device): Promise<Held> {
  const { cache } = device;
  return cache.transaction("r", cache.all, async () => {
    const sums = Array.from({ length: BUCKETS }, () => 0n);
    const unmarked: Broken[] = [];
    for (const { noun, table } of tables(device)) {
      // Of the index alone, because the rows themselves are many times as large.
      const marks = (await table.orderBy("mark").keys()) as string[]; // only marks are put there
      for (const mark of marks) {
        const bucket = Number.parseInt(mark.slice(0, 2), 16);
        sums[bucket] = (sums[bucket] ?? 0n) ^ digestIn(mark);
      }
      if ((await table.count()) === marks.length) continue;
      for (const row of await table
        .orderBy("id")
        .filter(({ mark }) => mark === undefined)
        .toArray())
        unmarked.push({ noun, id: row.id, bucket: bucketOf(noun, row.id, row), place: placeOfRow(noun, row) });
    }
    return { cursor: (await cacheState(cache)).cursor, sums, unmarked };
  });
}

/** Rows of a bucket that cannot be opened, or say something else than their mark. */
async function brokenIn(device: Device, key: string, bucket: number): Promise<Broken[]> {
  const { sealer } = device;
  const broken: Broken[] = [];
  for (const { noun, table } of tables(device)) {
    for (const row of await inBucket(table, bucket).toArray()) {
      const hidden = await sealer.open(placeOf(noun, row.id), row.sealed).catch(() => undefined);
      if (hidden !== undefined && (await isAsMarked(device, key, noun, row, hidden))) continue;
      broken.push({ noun, id: row.id, bucket, place: placeOfRow(noun, row) });
    }
  }
  return broken;
}

async function isAsMarked(
  device: Device,
  key: string,
  noun: Noun | "note-text",
  row: CanonicalRow | TextRow,
  hidden: unknown,
): Promise<boolean> {
  if (!row.mark) return false;
  // What a text holds cannot be told from it; what it was said to hold was sealed with it.
  if (noun === "note-text") return (hidden as { digest?: string }).digest === row.mark.slice(2);
  const stored = row as CanonicalRow; // of a noun's table
  const change = { noun, id: row.id, version: stored.ver, row: together(noun, stored, hidden) };
  return (await markOf(device, key, change)) === row.mark;
}

/** Removes all of a bucket, inside the transaction of a repair. Resolves with what was there. */
async function takeOut(device: Device, bucket: number, unmarked: readonly Broken[]): Promise<Map<string, bigint>> {
  const all: { place: string; mark: string | undefined }[] = [];
  for (const { noun, table } of tables(device)) {
    const rows = await inBucket(table, bucket).toArray();
    const strays = unmarked.filter((row) => row.noun === noun && row.bucket === bucket);
    await table.bulkDelete([...rows, ...strays].map(({ id }) => id));
    for (const row of rows) all.push({ place: placeOfRow(noun, row), mark: row.mark });
    for (const { place } of strays) all.push({ place, mark: undefined });
  }
  return sumsOf(all);
}

type Marked = LocalTable<CanonicalRow | TextRow, string>;

function tables({ cache }: Device): { noun: Noun | "note-text"; table: Marked }[] {
  const text = { noun: "note-text" as const, table: cache.text as unknown as Marked }; // its rows are only read and removed
  return [...nounNames.map((noun) => ({ noun, table: cache.rows(noun) as unknown as Marked })), text];
}

function inBucket(table: Marked, bucket: number) {
  return table.where("mark").between(markStart(bucket), `${markStart(bucket)}g`, true, false); // after every digit
}

/** What a person would count as one: a row, or all of a note's text, however it is cut. */
function placeShown({ noun, id, row }: Pick<RowChange, "noun" | "id" | "row">): string {
  return noun === "note-update" ? placeOf("note-text", String(row["noteId"])) : placeOf(noun, id);
}

function placeOfRow(noun: Noun | "note-text", row: CanonicalRow | TextRow): string {
  return placeShown({ noun, id: row.id, row });
}

function sumsOf(rows: { place: string; mark: string | undefined }[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { place, mark } of rows) sums.set(place, (sums.get(place) ?? 0n) ^ (mark ? digestIn(mark) : 0n));
  return sums;
}

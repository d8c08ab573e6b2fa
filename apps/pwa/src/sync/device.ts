import { newId } from "@cliently/api/domain/new-id";
import { BATCH_MUTATIONS } from "@cliently/api/domain/limits";

import type { BoxDatabase, CacheDatabase, CacheMeta } from "../local/local-database.ts";
import { makeSealer, type Sealer } from "../local/sealing.ts";
import { inTurn } from "../local/in-turn.ts";
import { byNote } from "./by-note.ts";
import { openedRows, type OpenedRows } from "./opened-rows.ts";
import type { Channel, Surroundings } from "./surroundings.ts";

/** One account's practice on this device, as one tab holds it. */
export type Device = {
  accountId: string;
  /** This tab. */
  tab: string;
  box: BoxDatabase;
  cache: CacheDatabase;
  sealer: Sealer;
  opened: OpenedRows;
  world: Surroundings;
  channel: Channel;
  /** How far the server's clock is ahead of this device's, in ms, as far as this tab knows; null when it does not. */
  clock: { offset: number | null };
  /** How the leader sends what waits, and what went wrong with it. */
  sending: Sending;
  /** Passes on what `work` comes to, and counts it as under way until then. */
  underWay<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more: whoever closes the device then cuts nothing off. */
  atRest(): Promise<void>;
  /** Work on the view, one at a time. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Calls `listener` whenever something new waits in the box, from this tab or another. */
  onWritten(listener: () => void): () => void;
  /** Calls `listener` with updates of a note's text as they come in, before they are stored. They may come twice. */
  onText(noteId: string, listener: (update: string) => void): () => void;
  /** Passes on an update of a note's text that has just come in. */
  textCame(noteId: string, update: string): void;
  /** Calls `listener` once what came in of a note's text is stored. */
  onTextStored(noteId: string, listener: () => void): () => void;
  /** Says that what came in of a note's text is stored. */
  textStored(noteId: string): void;
  /** Calls `listener` when words that a note's open text still holds were not taken, in this tab or another. */
  onRefusedText(noteId: string, listener: () => void): () => void;
  /** Tells everybody that words of a note were not taken. */
  textRefused(noteId: string): void;
  /** Tells everybody that something new waits. */
  written(): void;
  /** Calls `listener` with the bucket of a row that could not be opened, in this tab or another. */
  onSpoilt(listener: (bucket: number) => void): () => void;
  /** Tells everybody that a row could not be opened, so that whoever leads fetches it again. `mark`: the row's own. */
  spoilt(mark: unknown): void;
  /** Says whether the last change could be kept on the disk. */
  canSave(can: boolean): void;
  isSaving(): boolean;
  onSaving(listener: () => void): () => void;
  close(): void;
};

type Opening = { accountId: string; world: Surroundings } & ({ key: Uint8Array<ArrayBuffer> } | { sealer: Sealer });

/**
 * `most`: so many mutations go at once, fewer while the server cannot take a batch. `failures`: how often it could not take
 * this one. `unopened`: how often a row could not be opened, by mid. `isPaging`: the last answer was a page of several.
 * `latest`: the time that was told of the last mutation made before the server's clock was known, in ms.
 */
export type Sending = {
  most: number;
  failures: number;
  unopened: Map<string, number>;
  isPaging: boolean;
  latest: number;
};

/** Opens an account's databases on this device. `key` is its device key; nothing opens without the right one. */
export async function openDevice({ accountId, world, ...by }: Opening): Promise<Device> {
  const box = world.openBox(accountId);
  const cache = world.openCache(accountId);
  try {
    await Promise.all([box.open(), opened(cache)]);
  } catch (error) {
    box.close();
    cache.close();
    throw error;
  }
  const sealer = "sealer" in by ? by.sealer : await makeSealer(accountId, by.key, world.random);
  const channel = world.openChannel(`cliently-${accountId}`);
  const tab = newId(world.clock(), world.random);
  const lately = openedRows();

  await box.transaction("rw", ["meta"], async () => {
    if (!(await box.meta.get("device")))
      await box.meta.put({ name: "device", id: newId(world.clock(), world.random), nextSeq: 1 });
  });

  const text = byNote<[update: string]>();
  const storedText = byNote();
  const refusedText = byNote();
  const savers = new Set<() => void>();
  let isSaving = true;
  const underWay = new Set<Promise<unknown>>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const menders = new Set<(bucket: number) => void>();
  const spoilt = (bucket: number) => menders.forEach((listener) => listener(bucket));
  channel.hear((message) => {
    if (message === "written") tell();
    if (typeof message === "number") spoilt(message);
    if (isRefusal(message)) refusedText.tell(message.refused);
  });

  // While this lock is held, nobody takes this tab's drafts for those of a dead one.
  const gone = new AbortController();
  const until = new Promise<void>((resolve) => gone.signal.addEventListener("abort", () => resolve()));
  world.locks.hold(tabLock(accountId, tab), { steal: false, signal: gone.signal }, () => until).catch(() => {});

  return {
    accountId,
    tab,
    box,
    cache,
    sealer,
    opened: lately,
    world,
    channel,
    clock: { offset: (await cacheState(cache)).offset },
    sending: { most: BATCH_MUTATIONS, failures: 0, unopened: new Map(), isPaging: false, latest: 0 },
    async underWay(work) {
      underWay.add(work);
      try {
        return await work;
      } finally {
        underWay.delete(work);
      }
    },
    async atRest() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    inTurn: inTurn(),
    onWritten(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onText: text.on,
    textCame: text.tell,
    onTextStored: storedText.on,
    textStored: storedText.tell,
    onRefusedText: refusedText.on,
    textRefused(noteId) {
      refusedText.tell(noteId);
      if (!gone.signal.aborted) channel.post({ refused: noteId } satisfies Refusal);
    },
    written() {
      tell();
      if (!gone.signal.aborted) channel.post("written");
    },
    onSpoilt(listener) {
      menders.add(listener);
      return () => menders.delete(listener);
    },
    spoilt(mark) {
      if (typeof mark !== "string") return; // what no digest was made for is found without being told
      const bucket = Number.parseInt(mark.slice(0, 2), 16);
      spoilt(bucket);
      if (!gone.signal.aborted) channel.post(bucket);
    },
    canSave(can) {
      if (can === isSaving) return;
      isSaving = can;
      for (const listener of savers) listener();
    },
    isSaving: () => isSaving,
    onSaving(listener) {
      savers.add(listener);
      return () => savers.delete(listener);
    },
    close() {
      gone.abort();
      lately.close();
      channel.close();
      box.close();
      cache.close();
    },
  };
}

type Refusal = { refused: string };

function isRefusal(message: unknown): message is Refusal {
  return typeof message === "object" && message !== null && "refused" in message;
}

/** Opens the cache. One that cannot be opened is thrown away and built anew by the next exchange; the box never is. */
async function opened(cache: CacheDatabase): Promise<void> {
  try {
    await cache.open();
  } catch {
    await cache.drop();
    await cache.open();
  }
}

/** The lock that says that a tab lives. */
export function tabLock(accountId: string, tab: string): string {
  return `cliently-tab-${accountId}-${tab}`;
}

/** The lock of whoever leads the tabs of an app with caches of this version: each version has a leader of its own. */
export function leaderLock(accountId: string, version: number): string {
  return `cliently-leader-${version}-${accountId}`;
}

/** Who this device is in its stream of mutations. */
export async function deviceId({ box }: Device): Promise<string> {
  const meta = await box.meta.get("device");
  if (!meta) throw new Error("the box has no device");
  return meta.id;
}

const BEGINNING: CacheMeta = {
  name: "state",
  cursor: null,
  isWhole: false,
  trail: [],
  offset: null,
  evicted: null,
  digestKey: null,
  devices: null,
  repaired: 0,
  era: 0,
  device: "",
  ackedSeq: 0,
  viewSeq: 0,
  fence: "",
};

/** Where the sealed names of the account's devices belong. */
export const DEVICES_PLACE = "devices";

/** Where the cache stands; a new one stands at the beginning. Call it inside a transaction when what it says must hold. */
export async function cacheState(cache: CacheDatabase): Promise<CacheMeta> {
  return { ...BEGINNING, ...(await cache.meta.get("state")) };
}

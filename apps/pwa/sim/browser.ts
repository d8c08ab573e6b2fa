import { plainDigest } from "@cliently/api/testing/memory-storage";

import type { BoxDatabase, CacheDatabase } from "../src/local/local-database.ts";
import type { Sealer } from "../src/local/sealing.ts";
import type { Channel, Locks, Page, Surroundings, Transport } from "../src/sync/surroundings.ts";
import {
  memoryDisk,
  type DiskConnection,
  type Fault,
  type Kind,
  type MemoryDisk,
  type Reach,
} from "../src/testing/memory-database.ts";
import type { Prng } from "./prng.ts";
import { anOwner, type Owner, type Scheduler } from "./scheduler.ts";
import { taped, type Tape } from "./tape.ts";

/** A browser profile on one machine: what its tabs share. */
export type Browser = {
  readonly name: string;
  disk: MemoryDisk;
  /** Takes down what the databases are asked, in Tier A′. */
  readonly tape: Tape | undefined;
  /** How far its clock is off, in ms. */
  skew: number;
  /** What the disk refuses now, in every tab. */
  fault: Fault | undefined;
  /** The longest that one operation of the disk takes, in ms; 0: it takes no time, in any order. */
  diskMs: number;
  isOnline: boolean;
  readonly pages: Set<OpenPage>;
  open(name: string, transport: Transport): OpenPage;
  /** Everybody hears whether there is a network. */
  setOnline(isOnline: boolean): void;
};

/** One tab, as the browser knows it. */
export type OpenPage = {
  readonly owner: Owner;
  readonly reach: Reach;
  readonly surroundings: Surroundings;
  isVisible(): boolean;
  show(isVisible: boolean): void;
  /** Its handles to the databases are dead from now on, until it opens them again. */
  loseHandles(): void;
  /** Nothing runs in it until it is thawed; its locks stay its own. */
  freeze(): void;
  thaw(): void;
  /** It is gone at once: nothing that was not complete is kept, and its locks are free. */
  kill(): void;
};

export function aBrowser(scheduler: Scheduler, name: string, disk = memoryDisk(), tape?: Tape): Browser {
  const locks = makeLocks(scheduler);
  const channels = makeChannels(scheduler);
  const numbers = scheduler.prng.fork();

  const onTape = <D extends BoxDatabase | CacheDatabase>(database: D, kind: Kind, accountId: string) =>
    tape ? taped(database, tape, kind, accountId) : database;

  const browser: Browser = {
    name,
    disk,
    tape,
    skew: 0,
    fault: undefined,
    diskMs: 0,
    isOnline: true,
    pages: new Set(),
    setOnline(isOnline) {
      if (browser.isOnline === isOnline) return;
      browser.isOnline = isOnline;
      for (const page of browser.pages) fire(page, isOnline ? "awake" : "cut-off");
    },
    open(pageName, transport) {
      const owner = anOwner(pageName);
      const random = numbers.fork();
      const reach = reachOf(scheduler, browser, owner, random);
      const connection: DiskConnection = browser.disk.connect(reach);
      const listeners = new Map<string, Set<() => void>>();
      heard.set(owner, (what) => {
        for (const listener of listeners.get(what) ?? []) listener();
      });
      let isVisible = true;

      const page: Page = {
        isOnline: () => browser.isOnline,
        isVisible: () => isVisible,
        on(what, listener) {
          const own = listeners.get(what) ?? new Set();
          listeners.set(what, own.add(listener));
          return () => void own.delete(listener);
        },
      };
      const surroundings: Surroundings = {
        clock: () => Math.max(0, Math.round(scheduler.now() + browser.skew)),
        random: (bytes) => random.bytes(bytes),
        after: (ms, work) => scheduler.after(owner, "timer", ms, work, "tick"),
        locks: locks.of(owner),
        openChannel: (channel) => channels.open(channel, owner),
        page,
        transport,
        openBox: (accountId) => onTape(connection.openBox(accountId), "box", accountId),
        openCache: (accountId) => onTape(connection.openCache(accountId), "cache", accountId),
        follow: (find, hear) => connection.follow(find, hear),
        persist: async () => false,
        label: name,
      };
      const opened: OpenPage = {
        owner,
        reach,
        surroundings,
        isVisible: () => isVisible,
        show(next) {
          if (isVisible === next) return;
          isVisible = next;
          if (owner.state === "alive") fire(opened, next ? "awake" : "leaving");
        },
        loseHandles: () => connection.abortAll(),
        freeze() {
          if (owner.state !== "alive") return;
          connection.abortAll();
          owner.state = "frozen";
        },
        thaw: () => scheduler.thaw(owner),
        kill() {
          scheduler.kill(owner);
          connection.end();
          locks.release(owner);
          channels.leave(owner);
          heard.delete(owner);
          browser.pages.delete(opened);
        },
      };
      browser.pages.add(opened);
      return opened;
    },
  };
  const heard = new Map<Owner, (what: "awake" | "leaving" | "cut-off") => void>();
  const fire = ({ owner }: OpenPage, what: "awake" | "leaving" | "cut-off") =>
    scheduler.soon(owner, what, () => heard.get(owner)?.(what), "tick");
  return browser;
}

function reachOf(scheduler: Scheduler, browser: Browser, owner: Owner, random: Prng): Reach {
  return {
    step(label, work) {
      if (browser.diskMs === 0) scheduler.soon(owner, label, work);
      else scheduler.after(owner, label, random.below(browser.diskMs + 1), work);
    },
    afterwards: (work) => scheduler.afterTurn(work),
    fault: () => browser.fault,
  };
}

// ── locks ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type Holder = { owner: Owner; lost: (error: Error) => void };
type Waiting = { owner: Owner; enter: () => void };

function makeLocks(scheduler: Scheduler) {
  const held = new Map<string, Holder>();
  const queues = new Map<string, Waiting[]>();

  const next = (name: string) => {
    const queue = queues.get(name) ?? [];
    for (let first = queue.shift(); first; first = queue.shift())
      if (first.owner.state !== "dead") return first.enter();
  };
  const free = (name: string, holder: Holder) => {
    if (held.get(name) !== holder) return;
    held.delete(name);
    next(name);
  };

  return {
    of: (owner: Owner): Locks => ({
      hold(name, { steal, signal }, work) {
        return new Promise<void>((resolve, reject) => {
          const enter = () => {
            const holder: Holder = { owner, lost: reject };
            held.set(name, holder); // from this moment nobody else gets it, even before this tab hears of it
            scheduler.soon(
              owner,
              "lock",
              () => {
                if (held.get(name) !== holder) return reject(new Error("stolen"));
                if (signal.aborted) {
                  free(name, holder);
                  return reject(new Error("given up"));
                }
                work()
                  .then(resolve, reject)
                  .finally(() => free(name, holder));
              },
              "tick",
            );
          };
          const holder = held.get(name);
          if (!holder) return enter();
          if (steal) {
            scheduler.soon(holder.owner, "stolen", () => holder.lost(new Error("stolen")), "tick");
            return enter();
          }
          const queue = queues.get(name) ?? [];
          queues.set(name, queue);
          const waiting = { owner, enter };
          queue.push(waiting);
          signal.addEventListener("abort", () => {
            const at = queue.indexOf(waiting);
            if (at < 0) return;
            queue.splice(at, 1);
            reject(new Error("given up"));
          });
        });
      },
      isHeld: (name) => Promise.resolve(held.has(name)),
    }),
    release(owner: Owner) {
      for (const [name, holder] of held) if (holder.owner === owner) free(name, holder);
    },
  };
}

// ── channels ──────────────────────────────────────────────────────────────────────────────────────────────────────

type End = { owner: Owner; name: string; hear: Set<(message: unknown) => void>; mail: string[] };

function makeChannels(scheduler: Scheduler) {
  const ends = new Set<End>();
  return {
    open(name: string, owner: Owner): Channel {
      const end: End = { owner, name, hear: new Set(), mail: [] };
      ends.add(end);
      return {
        post(message) {
          const text = JSON.stringify(message);
          for (const other of ends) {
            if (other === end || other.name !== name) continue;
            other.mail.push(text);
            scheduler.soon(other.owner, "channel", () => {
              const first = other.mail.shift();
              if (first === undefined || !ends.has(other)) return;
              const said: unknown = JSON.parse(first);
              for (const hear of other.hear) hear(said);
            });
          }
        },
        hear: (listener) => void end.hear.add(listener),
        close: () => void ends.delete(end),
      };
    },
    leave(owner: Owner) {
      for (const end of ends) if (end.owner === owner) ends.delete(end);
    },
  };
}

// ── sealing ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Opened = { place: string; json: string };
const openedBy = new WeakMap<Uint8Array, Opened>();
let nonces = 0;

/**
 * A sealer without the cost of ciphers: the bytes are only as long as sealed ones would be, and what they stand for
 * is known by their identity. A value still opens in its own place alone.
 */
export function plainSealer(accountId: string): Sealer {
  const sealNow = (place: string, value: unknown) => {
    const json = JSON.stringify(value);
    const bytes = new Uint8Array(NONCE + json.length + TAG);
    for (let at = 0, rest = ++nonces; at < NONCE && rest > 0; at++, rest = Math.floor(rest / 256))
      bytes[at] = rest % 256;
    openedBy.set(bytes, { place: `${accountId}|${place}`, json });
    return bytes;
  };
  const openNow = (place: string, sealed: Uint8Array) => {
    const found = openedBy.get(sealed);
    if (found?.place !== `${accountId}|${place}`)
      throw new Error(`a sealed value was opened in another place: ${place}`);
    return JSON.parse(found.json) as unknown;
  };
  return {
    sealNow,
    openNow,
    seal: async (place, value) => sealNow(place, value),
    open: async (place, sealed) => openNow(place, sealed),
    digest: async (key, text) => plainDigest(key, text),
  };
}

const NONCE = 12;
const TAG = 16;

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

import { boxOver, cacheOver, CACHE_VERSION, type Place } from "../local/databases.ts";
import { followBeside } from "../local/follow.ts";
import { leaderLock } from "../sync/device.ts";
import type { Channel, Locks, Page, Surroundings, Transport } from "../sync/surroundings.ts";
import type { MemoryDisk } from "./memory-database.ts";

/** A browser profile for tests: its databases, locks and channels, shared by its tabs. */
export type Profile = {
  indexedDB: IDBFactory;
  /** The surroundings of a new tab. */
  tab(
    transport: Transport,
    time?: Pick<Surroundings, "clock" | "after">,
    cacheVersion?: number,
  ): Surroundings & { page: TestPage };
};

/** A page whose visibility and network the test decides. */
export type TestPage = Page & { set(what: { isOnline?: boolean; isVisible?: boolean }): void };

/** Over Dexie, whose live queries rest where there is no window; with a `disk` in memory they run. */
export function aProfile(disk?: MemoryDisk): Profile {
  const databases = { indexedDB: new IDBFactory(), IDBKeyRange };
  const locks = memoryLocks();
  const place: Place = {
    dexie: databases,
    isUsed: (accountId, version) => locks.isHeld(leaderLock(accountId, version)),
  };
  const openChannel = memoryChannels();
  return {
    indexedDB: databases.indexedDB,
    tab: (transport, { clock, after } = realTime, cacheVersion = CACHE_VERSION) => ({
      clock,
      after,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      locks,
      openChannel,
      page: testPage(),
      transport,
      openBox: (accountId) => boxOver(place, accountId),
      openCache: (accountId) => cacheOver(place, accountId, cacheVersion),
      follow: followBeside({ turn: async () => {} }),
      ...disk?.connect(),
      persist: async () => true,
      label: "Test",
    }),
  };
}

const realTime: Pick<Surroundings, "clock" | "after"> = {
  clock: Date.now,
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

function testPage(): TestPage {
  const listeners = { awake: new Set<() => void>(), leaving: new Set<() => void>(), "cut-off": new Set<() => void>() };
  let isOnline = true;
  let isVisible = true;
  return {
    isOnline: () => isOnline,
    isVisible: () => isVisible,
    on(what, listener) {
      listeners[what].add(listener);
      return () => listeners[what].delete(listener);
    },
    set(next) {
      const was = { isOnline, isVisible };
      isOnline = next.isOnline ?? isOnline;
      isVisible = next.isVisible ?? isVisible;
      const heard = new Set<keyof typeof listeners>();
      if (was.isOnline !== isOnline) heard.add(isOnline ? "awake" : "cut-off");
      if (was.isVisible !== isVisible) heard.add(isVisible ? "awake" : "leaving");
      for (const what of heard) for (const listener of listeners[what]) listener();
    },
  };
}

function memoryLocks(): Locks {
  type Held = { release: () => void; stolen: (error: Error) => void; next: (() => void)[] };
  const held = new Map<string, Held>();

  return {
    hold(name, { steal, signal }, work) {
      return new Promise<void>((resolve, reject) => {
        const enter = () => {
          if (signal.aborted) return reject(new Error("given up"));
          const mine: Held = { release: () => {}, stolen: reject, next: held.get(name)?.next ?? [] };
          held.set(name, mine);
          work()
            .then(resolve, reject)
            .finally(() => {
              if (held.get(name) !== mine) return;
              held.delete(name);
              mine.next.shift()?.();
            });
        };
        const holder = held.get(name);
        if (!holder) return enter();
        if (steal) {
          holder.stolen(new Error("stolen"));
          return enter();
        }
        holder.next.push(enter);
        signal.addEventListener("abort", () => reject(new Error("given up")));
      });
    },
    isHeld: async (name) => held.has(name),
  };
}

function memoryChannels(): (name: string) => Channel {
  const open = new Map<string, Set<(message: unknown) => void>>();
  return (name) => {
    const others = open.get(name) ?? new Set();
    open.set(name, others);
    const mine = new Set<(message: unknown) => void>();
    const hear = (message: unknown) => mine.forEach((listener) => listener(message));
    others.add(hear);
    return {
      post: (message) => {
        for (const other of others) if (other !== hear) queueMicrotask(() => other(structuredClone(message)));
      },
      hear: (listener) => void mine.add(listener),
      close: () => void others.delete(hear),
    };
  };
}

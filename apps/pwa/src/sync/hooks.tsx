import type { Act } from "@cliently/api/domain/catalogue";
import type { ListIndex, Noun, Nouns, Row } from "@cliently/api/domain/store";
import { liveQuery } from "dexie";
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";

import type { CanonicalRow, ViewRow } from "../local/databases.ts";
import { placeOf, together } from "../local/device-store.ts";
import { cacheState, type Device } from "./device.ts";
import type { Engine } from "./engine.ts";
import type { Receipt } from "./mutate.ts";
import type { NoteReceipt, NoteText } from "./note-text.ts";
import type { SyncState } from "./sync-state.ts";

type Practice = { device: Device; engine: Engine };

const PracticeContext = createContext<Practice | null>(null);

/** Makes an account's practice on this device available to every screen below. */
export function DeviceProvider({ device, engine, children }: Practice & { children: ReactNode }) {
  return <PracticeContext value={{ device, engine }}>{children}</PracticeContext>;
}

function usePractice(): Practice {
  const practice = useContext(PracticeContext);
  if (!practice) throw new Error("no practice is open here");
  return practice;
}

export function useDevice(): Device {
  return usePractice().device;
}

export function useEngine(): Engine {
  return usePractice().engine;
}

/** Where syncing stands, live. */
export function useSyncState(): SyncState {
  const { engine } = usePractice();
  return useSyncExternalStore(engine.onState, engine.state);
}

/** The words of a running summary as they come, or undefined when none were heard. */
export function useWords(summaryId: string): string | undefined {
  const { words } = usePractice().engine;
  return useSyncExternalStore(words.onWords, () => words.of(summaryId));
}

/** Commits what a person did; resolves when it is safe on this device, throws `Refused` when a rule says no. */
export function useMutate(): (acts: Act[]) => Promise<Receipt> {
  const { device, engine } = usePractice();
  return async (acts) => {
    const { mutate } = await import("./mutate.ts");
    return mutate(device, acts, { leaving: engine.state().kind !== "offline" });
  };
}

/** One row, live: undefined while it is being read, null when there is none. */
export function useRow<N extends Noun>(noun: N, id: string): Row<N> | null | undefined {
  const device = useDevice();
  return useLive(async () => {
    const found = await device.cache.transaction("r", [device.cache.rows(noun), device.cache.view, device.cache.meta], async () => {
      const { ackedSeq } = await cacheState(device.cache);
      const waiting = await device.cache.view.get([noun, id]);
      return waiting && waiting.seq > ackedSeq ? waiting : device.cache.rows(noun).get(id);
    });
    return found ?? null;
  }, (found) => (found ? open(device, noun, found) : null), [device, noun, id]);
}

type OpenField<N extends Noun> = keyof Nouns[N]["open"] & string;
export type RowsQuery<N extends Noun> =
  | { all: true }
  | { list: ListIndex<N>; value: string }
  | { newest: OpenField<N>; limit: number };

/** Rows of a noun, live; undefined while they are being read. Deleted ones are left out. */
export function useRows<N extends Noun>(noun: N, query: RowsQuery<N>): Row<N>[] | undefined {
  const device = useDevice();
  return useLive(
    () => findRows(device, noun, query),
    (found) => Promise.all(found.map((row) => open(device, noun, row))),
    [device, noun, JSON.stringify(query)],
  );
}

/** What the server would not take, with its words. */
export type Aside = { mid: string; at: number; status: "refused" | "quarantined"; name: string; args: unknown; reason: string };

/** What needs the person: each with its words, to copy, try again or put away. */
export function useNeedsYou(): { items: Aside[] | undefined; dismiss: (mid: string) => Promise<void> } {
  const { device, engine } = usePractice();
  const items = useLive(
    () => device.box.quarantine.toArray(),
    (rows) =>
      Promise.all(
        rows.map(async ({ mid, at, status, sealed }) => {
          const { name, args, reason } = (await device.sealer.open(placeOf("quarantine", mid), sealed)) as Aside; // sealed by settle
          return { mid, at, status, name, args, reason };
        }),
      ),
    [device],
  );
  const dismiss = async (mid: string) => {
    await device.box.quarantine.delete(mid);
    engine.syncNow();
  };
  return { items, dismiss };
}

export type OpenNote = NoteText & { now: NoteReceipt };

/** A note's text, open while the component is there; undefined while it is being opened. */
export function useNoteText(noteId: string): OpenNote | undefined {
  const { device, engine } = usePractice();
  const [text, setText] = useState<NoteText>();
  const [, setTick] = useState(0);

  useEffect(() => {
    let current = true;
    const opening = import("./note-text.ts").then(({ openNoteText }) =>
      openNoteText(device, noteId, { isOffline: () => engine.state().kind === "offline" }),
    );
    let forget = () => {};
    void opening.then((opened) => {
      if (!current) return;
      forget = opened.onReceipt(() => setTick((tick) => tick + 1));
      setText(opened);
    });
    return () => {
      current = false;
      setText(undefined);
      forget();
      void opening.then((opened) => opened.close());
    };
  }, [device, engine, noteId]);

  return text && { ...text, now: text.receipt() };
}

type Found = CanonicalRow | ViewRow;

async function findRows<N extends Noun>({ cache }: Device, noun: N, query: RowsQuery<N>): Promise<Found[]> {
  return cache.transaction("r", [cache.rows(noun), cache.view, cache.meta], async () => {
    const table = cache.rows(noun);
    const { ackedSeq } = await cacheState(cache);
    const waiting = (await cache.view.where("noun").equals(noun).toArray()).filter(({ seq }) => seq > ackedSeq);
    const canonical =
      "newest" in query
        ? await table.orderBy(query.newest).reverse().limit(query.limit + waiting.length).toArray()
        : "list" in query
          ? await table.where(query.list).equals(query.value).toArray()
          : await table.toArray();
    const rows = new Map<string, Found>(canonical.map((row) => [row.id, row]));
    for (const row of waiting) {
      if ("list" in query && row[query.list] !== query.value) rows.delete(row.id);
      else rows.set(row.id, row);
    }
    const present = [...rows.values()].filter((row) => !row["deletedAt"]);
    if (!("newest" in query)) return present;
    return present.toSorted((a, b) => Number(b[query.newest]) - Number(a[query.newest])).slice(0, query.limit);
  });
}

async function open<N extends Noun>({ sealer }: Device, noun: N, row: Found): Promise<Row<N>> {
  return together(noun, row, await sealer.open(placeOf(noun, row.id), row.sealed));
}

/** Follows a query of the databases; what it finds is opened outside, because opening waits on more than a database. */
function useLive<Raw, Value>(find: () => Promise<Raw>, opened: (raw: Raw) => Promise<Value> | Value, dependencies: unknown[]): Value | undefined {
  const [value, setValue] = useState<{ of: string; value: Value }>();
  const key = dependencies.filter((part) => typeof part === "string").join("|");
  useEffect(() => {
    let newest = 0;
    let current = true;
    const subscription = liveQuery(find).subscribe({
      next: async (raw) => {
        const mine = ++newest;
        const ready = await opened(raw);
        // A slower answer to an older question must not cover a newer one.
        if (current && mine === newest) setValue({ of: key, value: ready });
      },
      error: (error: unknown) => current && setValue(() => { throw error; }),
    });
    return () => {
      current = false;
      subscription.unsubscribe();
    };
    // `find` and `opened` depend on nothing but what the caller names.
  }, dependencies);
  return value?.of === key ? value.value : undefined;
}

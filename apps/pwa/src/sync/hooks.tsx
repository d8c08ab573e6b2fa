import type { Act } from "@cliently/api/domain/catalogue";
import type { Noun, Row } from "@cliently/api/domain/store";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";

import type { SearchSeat } from "../local/search/search-seat.ts";
import type { Device } from "./device.ts";
import type { Engine } from "./engine.ts";
import { rememberLastSync } from "./last-sync.ts";
import type { MutateOptions, Receipt } from "./mutate.ts";
import { findRow, findRows, openRow, type Found, type OpenField, type RowsQuery } from "./read-row.ts";
import type { SyncState } from "./sync-state.ts";
import { findUndecided, type Place } from "./undecided.ts";

type Practice = { device: Device; engine: Engine; search: SearchSeat };

const PracticeContext = createContext<Practice | null>(null);

/** Makes an account's practice on this device available to every screen below. */
export function DeviceProvider({ device, engine, search, children }: Practice & { children: ReactNode }) {
  useEffect(() => rememberLastSync(device.accountId, engine), [device, engine]);
  return <PracticeContext value={{ device, engine, search }}>{children}</PracticeContext>;
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

export function useSearchSeat(): SearchSeat {
  return usePractice().search;
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

export type WriteOptions = Omit<MutateOptions, "leaving">;
export type Write = (acts: Act[], options?: WriteOptions) => Promise<Receipt>;

/**
 * Commits what a person did, as `mutate` does; resolves when it is safe on this device, throws `Refused` when a rule says
 * no. The page stays with it: nobody closes the device meanwhile.
 */
export function useMutate(): Write {
  const { device, engine } = usePractice();
  return (acts, options) =>
    device.underWay(
      import("./mutate.ts").then(({ mutate }) =>
        mutate(device, acts, { ...options, leaving: engine.state().kind !== "offline" }),
      ),
    );
}

/** One row, live: undefined while it is being read, null when there is none, or none that can be read. */
export function useRow<N extends Noun>(noun: N, id: string): Row<N> | null | undefined {
  const device = useDevice();
  const find = useCallback(() => findRow(device, noun, id), [device, noun, id]);
  const opened = useCallback((found: Found | null) => found && openOr(device, noun, found, null), [device, noun]);
  return useLive(find, opened);
}

/** Whether a row is here and cannot be read: it is spoilt, and being fetched again. */
export function useIsUnreadable(noun: Noun, id: string): boolean {
  const device = useDevice();
  const find = useCallback(() => findRow(device, noun, id), [device, noun, id]);
  const opened = useCallback(
    async (found: Found | null) => found !== null && (await openOr(device, noun, found, null)) === null,
    [device, noun],
  );
  return useLive(find, opened) ?? false;
}

/** A row, opened; `otherwise` when it is spoilt, which has it fetched again. */
export async function openOr<N extends Noun, Other>(
  device: Device,
  noun: N,
  found: Found,
  otherwise: Other,
): Promise<Row<N> | Other> {
  try {
    return await openRow(device, noun, found);
  } catch {
    device.spoilt(found["mark"]);
    return otherwise;
  }
}

/** Rows that can be read, and how many of those asked for cannot. */
export type ReadRows<N extends Noun> = { rows: Row<N>[]; unreadable: number };

/** Rows of a noun, live; undefined while they are being read. Deleted ones are left out, unless just these are wanted. */
export function useRows<N extends Noun>(noun: N, query: RowsQuery<N>): Row<N>[] | undefined {
  return useReadRows(noun, query)?.rows;
}

/** The same, for a screen that has to say so when some of them cannot be read. */
export function useReadRows<N extends Noun>(noun: N, query: RowsQuery<N>): ReadRows<N> | undefined {
  const device = useDevice();
  const asked = JSON.stringify(query);
  const find = useCallback(() => findRows(device, noun, JSON.parse(asked) as RowsQuery<N>), [device, noun, asked]); // the query as text, so that an equal one is the same
  const held = useRef<ReadRows<N>>(undefined);
  const opened = useCallback(
    async (found: Found[]): Promise<ReadRows<N>> => {
      const tried = await Promise.all(found.map((row) => openOr(device, noun, row, null)));
      const rows = tried.filter((row) => row !== null);
      const unreadable = tried.length - rows.length;
      const last = held.current;
      // The very same rows are the same answer: nothing is drawn anew for it.
      if (last?.unreadable === unreadable && isSame(last.rows, rows)) return last;
      held.current = { rows, unreadable };
      return held.current;
    },
    [device, noun],
  );
  return useLive(find, opened);
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** What is readable of a row without opening it. */
export type OpenFields<N extends Noun> = Pick<Row<N>, keyof Row<N> & ("id" | OpenField<N>)>;

/** The open fields of rows, live: none is opened, however many there are. */
export function useOpenFields<N extends Noun>(noun: N, query: RowsQuery<N>): OpenFields<N>[] | undefined {
  const device = useDevice();
  const asked = JSON.stringify(query);
  const find = useCallback(() => findRows(device, noun, JSON.parse(asked) as RowsQuery<N>), [device, noun, asked]); // as above
  return useLive(find, openFields<N>);
}

function openFields<N extends Noun>(found: Found[]): OpenFields<N>[] {
  return found as unknown as OpenFields<N>[]; // they lie beside the sealed part as they are
}

/** The rows in which the person has to decide about something, live; undefined while they are being read. */
export function useUndecided(): Place[] | undefined {
  const { cache } = useDevice();
  const find = useCallback(() => findUndecided(cache), [cache]);
  return useLive(find, asItIs);
}

export function asItIs<T>(value: T): T {
  return value;
}

/**
 * Follows a question to the databases; what it finds is opened outside of it, because opening waits on more than a
 * database. Both functions must stay the same for as long as they mean the same.
 */
export function useLive<Raw, Value>(
  find: () => Promise<Raw>,
  opened: (raw: Raw) => Promise<Value> | Value,
): Value | undefined {
  const { follow } = useDevice().world;
  const [answer, setAnswer] = useState<{ to: () => Promise<Raw>; value: Value }>();
  useEffect(() => {
    let newest = 0;
    let current = true;
    // Thrown while rendering, so that the nearest notice says that something broke.
    const failed = (error: unknown) =>
      current &&
      setAnswer(() => {
        throw error;
      });
    const unfollow = follow(find, {
      answer(raw) {
        const mine = ++newest;
        // A slower answer to an older question must not cover a newer one.
        const show = (value: Value) =>
          current &&
          mine === newest &&
          // The very same value draws nothing anew.
          setAnswer((held) => (held?.to === find && held.value === value ? held : { to: find, value }));
        Promise.resolve(opened(raw)).then(show, failed);
      },
      failed,
    });
    return () => {
      current = false;
      unfollow();
    };
  }, [follow, find, opened]);
  return answer?.to === find ? answer.value : undefined;
}

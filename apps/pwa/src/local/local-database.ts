import type { Noun } from "@cliently/api/domain/store";

import type {
  CacheMeta,
  CanonicalRow,
  DraftRow,
  JournalRow,
  OutboxRow,
  QuarantineRow,
  ReceiptRow,
  TextRow,
  ViewRow,
} from "./databases.ts";

/**
 * What syncing asks of a device's databases, in Dexie's words. Dexie over IndexedDB answers in the app; a database in
 * memory answers in the simulator, where every finished operation is a step that can be delayed or fail.
 */
type LocalKey = number | string | readonly (number | string)[];

export interface LocalRows<Row> {
  toArray(): Promise<Row[]>;
  count(): Promise<number>;
  delete(): Promise<number>;
  first(): Promise<Row | undefined>;
  limit(most: number): LocalRows<Row>;
  reverse(): LocalRows<Row>;
  filter(keep: (row: Row) => boolean): LocalRows<Row>;
}

export interface LocalTable<Row, Key extends LocalKey> {
  get(key: Key): Promise<Row | undefined>;
  put(row: Row): Promise<unknown>;
  bulkPut(rows: readonly Row[]): Promise<unknown>;
  bulkAdd(rows: readonly Row[]): Promise<unknown>;
  delete(key: Key): Promise<void>;
  bulkDelete(keys: Key[]): Promise<void>;
  clear(): Promise<void>;
  count(): Promise<number>;
  toArray(): Promise<Row[]>;
  orderBy(index: string): LocalRows<Row>;
  where(index: string): {
    equals(value: LocalKey): LocalRows<Row>;
    above(value: LocalKey): LocalRows<Row>;
    between(lower: LocalKey, upper: LocalKey, includeLower?: boolean, includeUpper?: boolean): LocalRows<Row>;
  };
}

interface LocalDatabase {
  /** Every operation inside `work` belongs to the transaction, which is over these tables; it is complete when this resolves. */
  transaction<T>(mode: "r" | "rw", tables: readonly string[], work: () => Promise<T>): Promise<T>;
  open(): Promise<unknown>;
  close(): void;
}

/** The box, see `Box`. */
export interface BoxDatabase extends LocalDatabase {
  outbox: LocalTable<OutboxRow, number>;
  draft: LocalTable<DraftRow, [string, string]>;
  quarantine: LocalTable<QuarantineRow, string>;
  journal: LocalTable<JournalRow, number>;
  meta: LocalTable<{ name: "device"; id: string; nextSeq: number }, "device">;
}

/** The cache, see `Cache`. */
export interface CacheDatabase extends LocalDatabase {
  view: LocalTable<ViewRow, [Noun, string]>;
  text: LocalTable<TextRow, string>;
  receipt: LocalTable<ReceiptRow, string>;
  meta: LocalTable<CacheMeta, "state">;
  rows(noun: Noun): LocalTable<CanonicalRow, string>;
  /** The names of all tables. */
  all: readonly string[];
}

import type { Cursor } from "@cliently/api/domain/protocol";
import type { Noun } from "@cliently/api/domain/store";

/**
 * What syncing asks of a device's databases, in Dexie's words. Dexie over IndexedDB answers in the app; a database in
 * memory answers in the simulator, where every finished operation is a step that can be delayed or fail.
 */
export type LocalTable<Row, Key extends LocalKey> = {
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
};

/** Rows that answer to a question, in the order of its index. */
export type LocalRows<Row> = {
  toArray(): Promise<Row[]>;
  count(): Promise<number>;
  delete(): Promise<number>;
  first(): Promise<Row | undefined>;
  limit(most: number): LocalRows<Row>;
  reverse(): LocalRows<Row>;
  filter(keep: (row: Row) => boolean): LocalRows<Row>;
  /** The values of the index alone, one a row. */
  keys(): Promise<unknown[]>;
};

export type LocalKey = number | string | readonly (number | string)[];

type LocalDatabase = {
  /**
   * Every operation inside `work` belongs to the transaction, which is over these tables; it is complete when this
   * resolves. `work` may be run again from its beginning when the database has to be opened anew.
   */
  transaction<T>(mode: "r" | "rw", tables: readonly string[], work: () => Promise<T>): Promise<T>;
  open(): Promise<unknown>;
  close(): void;
};

/** What only this device has. Sacred: its schema stays at 1, every write is strict, and only the person removes what waits. */
export type BoxDatabase = LocalDatabase & {
  outbox: LocalTable<OutboxRow, number>;
  draft: LocalTable<DraftRow, [string, string]>;
  quarantine: LocalTable<QuarantineRow, string>;
  journal: LocalTable<JournalRow, number>;
  meta: LocalTable<BoxMeta, "device">;
  /** Keeps a draft without waiting for the disk, and so that it is on its way even when the page goes right after. */
  putDraftRelaxed(draft: DraftRow): void;
};

/** What the server has, as of `cursor`, and what waits on top of it. May be deleted and built anew at any time. */
export type CacheDatabase = LocalDatabase & {
  view: LocalTable<ViewRow, [Noun, string]>;
  text: LocalTable<TextRow, string>;
  receipt: LocalTable<ReceiptRow, string>;
  meta: LocalTable<CacheMeta, "state">;
  footprint: LocalTable<FootprintRow, number>;
  rows(noun: Noun): LocalTable<CanonicalRow, string>;
  /** The names of all tables. */
  all: readonly string[];
  /** Caches of different versions lie side by side: two versions of the app may be open at once. */
  version: number;
  /** Removes everything; what is opened next begins empty. */
  drop(): Promise<void>;
  /** Removes what older versions of the app have left, unless a tab of theirs is open; resolves with whether there was any. */
  dropOlder(): Promise<boolean>;
};

type Sealed = { sealed: Uint8Array<ArrayBuffer> };

/**
 * A mutation that waits. Sealed: { name, v, args, madeAt, offset }. `sent`: it may have left, so it never changes again.
 * `was`: the version it became in a history that was forked off since.
 */
export type OutboxRow = Sealed & { seq: number; mid: string; sent: 0 | 1; was?: number };
/**
 * What was typed in a tab and is not a mutation yet. Sealed: { update } of a note; a `FieldDraft`, or the `Words` of a form
 * that was not sent, whose `noteId` is a key of its own, see `row-parts.ts`.
 */
export type DraftRow = Sealed & { noteId: string; tab: string; at: number };
/** A mutation that the server refused or set aside. Sealed: { name, v, args, madeAt, reason }. */
export type QuarantineRow = Sealed & { mid: string; at: number; status: "refused" | "quarantined" };
/**
 * A mutation that the server has decided: sealed as in the outbox, with the version it became. It was `at` in the stream
 * of `device`; its own key is a running number, because a device may begin its stream anew. `when`: in ms.
 */
export type JournalRow = Sealed & {
  seq: number;
  mid: string;
  version: number;
  device: string;
  at: number;
  when: number;
};
/** Who this device is in its stream of mutations, and the seq that its next one gets. */
export type BoxMeta = { name: "device"; id: string; nextSeq: number };

/**
 * A row of a noun: its open fields beside `ver`, everything else sealed. `mark`: its bucket and its digest, in 2 and 16
 * hexadecimal digits; absent when the server said no key for it. `era`: of the cache when the row came; 0 when absent.
 */
export type CanonicalRow = Sealed & { id: string; ver: number; mark?: string; era?: number } & Record<string, unknown>;
/** A row as a waiting mutation leaves it. It goes in the same transaction in which `seq` counts as acknowledged. */
export type ViewRow = Sealed & { noun: Noun; id: string; seq: number } & Record<string, unknown>;
/** Which places the mutation at `seq` read, of which nouns it read lists, and which places it wrote in the view. */
export type FootprintRow = { seq: number; reads: string[]; lists: Noun[]; writes: string[] };
/** A note's folded text, see `NoteText` of the domain. Its digest is that of all updates it holds; sealed beside the text. */
export type TextRow = Sealed & { id: string; upto: number; mark?: string; era?: number };

/**
 * Where the cache stands. The cursor lives with the rows it describes; `ackedSeq` is of `device`'s stream. `trail`:
 * places where it stood before. `offset`: how far the server's clock is ahead of this one's, in ms. `evicted`: what the
 * browser took from this device, until the person has seen it. `digestKey`: sealed. `devices`: what the person calls
 * the devices of the account, by id, sealed. `repaired`: how many records were
 * found to differ from the server's, and are no longer. `era`: how often it was begun anew in several pages; what is older
 * stays in sight until the last of them. `root`: the first place that it reached when it was last begun anew; absent in
 * one that an earlier build has begun. `isAnew`: whether the pages that are missing build it anew. `purged`: how many rows
 * it was told are gone for good.
 */
export type CacheMeta = {
  name: "state";
  cursor: Cursor | null;
  /** No page is missing up to what `ackedSeq` says. */
  isWhole: boolean;
  trail: Cursor[];
  offset: number | null;
  evicted: { pending: number; at: number } | null;
  digestKey: Uint8Array<ArrayBuffer> | null;
  devices: Uint8Array<ArrayBuffer> | null;
  repaired: number;
  era: number;
  isAnew?: boolean;
  root?: Cursor;
  purged?: number;
  device: string;
  ackedSeq: number;
  viewSeq: number;
  fence: string;
};

/** One sealed piece of the search index. */
export type SearchPiece = Sealed & { place: number };

/** When a note's newest words were stored here and on the server, in ms. */
export type ReceiptRow = { noteId: string; deviceAt: number | null; serverAt: number | null };

/**
 * Asks a question of the databases now and after every change that touches the answer, in this tab or another; anew only
 * when whoever writes in the text of a note pauses. A glyph waits for nothing; what stands beside it can.
 */
export type Follow = <T>(
  find: () => Promise<T>,
  hear: { answer: (found: T) => void; failed: (error: unknown) => void },
) => () => void;

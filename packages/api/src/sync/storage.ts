import type { Before } from "../domain/note/note.ts";
import type { Cursor, RowChange } from "../domain/protocol.ts";
import type { ListIndex, Noun, Row } from "../domain/store.ts";

/**
 * What syncing asks of a database. Two things answer: Postgres (`postgres-storage.ts`) and memory
 * (`testing/memory-storage.ts`), so that the same code can be run through millions of histories. Sealing is the
 * storage's own affair: rows and arguments come and go in the clear.
 */
export type SyncStorage = {
  /** One snapshot: everything that `work` reads is of the same moment. */
  read<T>(accountId: string, work: (tx: SyncReads) => Promise<T>): Promise<T>;
  /**
   * One write transaction under the account's lock. Its version is one more than the last; it is kept with everything
   * written under it, or not at all when `work` throws. `work` may be run again, after its first run was taken back.
   */
  write<T>(accountId: string, work: (tx: SyncWrites, at: Head) => Promise<T>): Promise<T>;
  /** A transaction that touches nothing synced and makes no version. */
  note<T>(accountId: string, work: (tx: SyncNotes) => Promise<T>): Promise<T>;
  /** A transaction that removes for good what nobody needs any more; it makes no version. */
  tidy<T>(accountId: string, work: (tx: SyncTidying) => Promise<T>): Promise<T>;
  /** Accounts with something in the bin, or in the log with its arguments, since these moments, in ms, or with tombstones. */
  accountsToTidy(until: { deleted: number; received: number }): Promise<string[]>;
  /** The versions of these accounts, all in one look. */
  versions(accountIds: readonly string[]): Promise<Map<string, number>>;
  /** Whether trying the same transaction again may succeed. */
  isTransient(error: unknown): boolean;
};

/** Where an account stands, and the version below which a cursor may have missed what was removed for good. */
export type Head = Cursor & { horizon: number };

/** A row's place. */
export type Place = { noun: Noun; id: string };
/** A row that a mutation put. */
export type Put = { [N in Noun]: { noun: N; id: string; row: Row<N> } }[Noun];

export type InBin = { noun: "client" | "note"; id: string; deletedAt: number };

export type KnownDevice = {
  lastSeq: number;
  cursorVersion: number;
  pendingReported: number;
  lastSeenAt: number;
  /** When it last came from a history that this database does not hold, in ms. */
  forkedAt: number | null;
  revokedAt: number | null;
};

/** One line of the log. */
export type LogEntry = {
  deviceId: string;
  seq: number;
  mid: string;
  name: string;
  argsV: number;
  argsHash: Uint8Array<ArrayBuffer>;
  status: "applied" | "refused" | "quarantined" | "duplicate";
  code: string | null;
  version: number;
};
/** What becomes a line of the log. `madeAt` is the time that counted, not what a wrong clock said. */
export type NewLogEntry = LogEntry & { args: unknown; madeAt: number; receivedAt: number };

export type SyncReads = {
  head(): Promise<Head>;
  /** The stamp of a version; "" for one that this history does not hold, and for the beginning. */
  stampOf(version: number): Promise<string>;
  device(id: string): Promise<KnownDevice | null>;
  /** What the person calls the devices of the account, by id. */
  deviceLabels(): Promise<Record<string, string>>;
  /** What was logged of a device under these seqs. */
  logOf(deviceId: string, seqs: readonly number[]): Promise<LogEntry[]>;
  /** The first decisions about these mids, whichever device brought them: never duplicates. */
  firstDecisions(mids: readonly string[]): Promise<LogEntry[]>;
  get<N extends Noun>(noun: N, id: string): Promise<Row<N> | undefined>;
  /** In the order of their ids. */
  list<N extends Noun>(noun: N, index: ListIndex<N>, value: string): Promise<Row<N>[]>;
  /** All updates of a note's text, the folded one first. */
  text(noteId: string): Promise<string[]>;
  /** The earlier texts that are kept of a note, newest first. */
  revisions(noteId: string): Promise<KeptRevision[]>;
  /** An earlier text; null when there is none. */
  revision(id: string): Promise<Revision | null>;
  /**
   * Rows after a version in (version, noun, id) order, folded texts at the newest update they hold: at most
   * PAGE_ROWS + 1 rows and about PAGE_BYTES. `cut`: bytes ended the page.
   */
  page(after: number): Promise<{ changes: RowChange[]; cut: boolean }>;
  /** All rows of one version. */
  rowsOf(version: number): Promise<RowChange[]>;
  /** These rows as they are now, however old. */
  rowsAt(places: readonly Place[]): Promise<RowChange[]>;
  /** What digests are made with, in base64. */
  digestKey(): string;
  /** The XOR of the digests of the rows of these nouns, folded texts among their updates, by bucket. */
  digests(nouns: readonly string[]): Promise<bigint[]>;
  /** All rows of these nouns in a bucket, and its folded texts; no tombstones. */
  bucket(bucket: number, nouns: readonly string[]): Promise<RowChange[]>;
  /** What lies in the bin since this moment or longer, in ms, and is not purged; `most` of each noun. */
  bin(until: number, most: number): Promise<InBin[]>;
  /** How far the devices have come that were seen since a moment, in ms; none of those that were revoked. */
  devicesSeen(since: number): Promise<{ id: string; cursorVersion: number }[]>;
  /** The newest version that was made up to a moment, in ms; 0 when there is none. */
  versionBy(moment: number): Promise<number>;
};

/** An earlier text of a note: who had written it, and by when, in ms. */
export type KeptRevision = { id: string; at: number; device: string; reason: Before["reason"] };
/** `update`: the whole text as one Yjs V2 update, in base64. */
export type Revision = KeptRevision & { noteId: string; update: string };

export type SyncNotes = {
  /** Keeps what a device tells of itself; makes its row at the first contact. Only what is given changes. */
  keepDevice(id: string, told: ToldOfDevice): Promise<void>;
  /** From now on the device is told that it was signed out for good, and nothing else. */
  revokeDevice(id: string, now: number): Promise<void>;
  /** How often a mutation broke, and when that began, in ms. */
  failures(deviceId: string, seq: number): Promise<{ attempts: number; firstAt: number } | null>;
  /** Counts one more failure; with `attempts: 0` only when it began is kept. */
  countFailure(deviceId: string, seq: number, now: number, attempts: 0 | 1): Promise<void>;
};

/** `label` is kept from the first contact only. */
export type ToldOfDevice = { label: string; lastSeenAt: number } & Partial<Omit<KnownDevice, "revokedAt">>;

/** `bytes`: of its updates, loose and folded, one after the other; merged they may be fewer. */
export type TextSize = { noteId: string; updates: number; bytes: number };

export type SyncWrites = SyncReads &
  SyncNotes & {
    /**
     * Runs `work`; what it wrote is taken back when it breaks, and the rest of the transaction goes on. Throws only
     * what takes the whole transaction with it.
     */
    savepoint<T>(work: () => Promise<T>): Promise<{ done: T } | { broken: unknown }>;
    /** Writes rows, new or not; parents come before the rows that point at them. */
    put(rows: readonly Put[]): Promise<void>;
    log(entries: readonly NewLogEntry[]): Promise<void>;
    /** How large the texts of these notes are stored; one without loose updates is left out. */
    textSizes(noteIds: readonly string[]): Promise<TextSize[]>;
    /** The oldest loose updates of a note, whole versions, after its folded text: at least `most` if there are so many. */
    loose(noteId: string, most: number): Promise<{ folded: string | null; updates: string[]; upto: number }>;
    /** Keeps an earlier text of a note. Once more does nothing. */
    keepRevision(revision: Revision): Promise<void>;
    dropRevisions(ids: readonly string[]): Promise<void>;
    /** Puts a folded text in the place of every update up to `upto`. */
    fold(noteId: string, upto: number, update: string): Promise<void>;
  };

/** Each removes at most so much at a time, oldest first, and says how far it came; null when there was nothing. */
export type SyncTidying = {
  /** Tombstones up to a version, those of `most` versions. Moves the horizon to the newest that was removed. */
  removeTombstones(through: number, most: number): Promise<number | null>;
  /** Stamps of versions below one, made up to a moment, in ms. Moves the horizon to the first that is left. */
  thinVersions(below: number, until: number, most: number): Promise<number | null>;
  /** Arguments in the log, received up to a moment, in ms; but for what was quarantined. Resolves with how many. */
  dropArguments(until: number, most: number): Promise<number>;
  /** Counts of failures that nothing was added to since a moment, in ms. */
  forgetFailures(until: number): Promise<void>;
};

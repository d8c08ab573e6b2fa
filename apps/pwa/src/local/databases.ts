import { layouts, nounNames } from "@cliently/api/domain/layout";
import type { Cursor } from "@cliently/api/domain/protocol";
import type { Noun } from "@cliently/api/domain/store";
import { Dexie, type DexieOptions, type Table } from "dexie";

/** Where databases live, when it is not the browser's own place. */
export type DatabaseOptions = DexieOptions;

type Sealed = { sealed: Uint8Array<ArrayBuffer> };

/** A mutation that waits. Sealed: { name, v, args, madeAt }. `sent`: it may have left, so it never changes again. */
export type OutboxRow = Sealed & { seq: number; mid: string; sent: 0 | 1 };
/** What was typed into a note in a tab and is not a mutation yet. Sealed: { update }. */
export type DraftRow = Sealed & { noteId: string; tab: string; at: number };
/** A mutation that the server refused or set aside. Sealed: { name, v, args, madeAt, reason }. */
export type QuarantineRow = Sealed & { mid: string; at: number; status: "refused" | "quarantined" };
/** A mutation that the server has: sealed as in the outbox, with the version it became. */
export type JournalRow = Sealed & { seq: number; mid: string; version: number };

/** What only this device has. Sacred: its schema stays at 1, every write is strict, and only the person removes what waits. */
export class Box extends Dexie {
  outbox!: Table<OutboxRow, number>;
  draft!: Table<DraftRow, [string, string]>;
  quarantine!: Table<QuarantineRow, string>;
  journal!: Table<JournalRow, number>;
  meta!: Table<{ name: "device"; id: string; nextSeq: number }, "device">;

  constructor(accountId: string, options: DexieOptions = {}) {
    super(boxName(accountId), { ...options, chromeTransactionDurability: "strict" });
    this.version(1).stores({ outbox: "seq", draft: "[noteId+tab]", quarantine: "mid", journal: "seq", meta: "name" });
  }
}

/** A row of a noun: its open fields beside `ver`, everything else sealed. */
export type CanonicalRow = Sealed & { id: string; ver: number } & Record<string, unknown>;
/** A row as a waiting mutation leaves it. Counts only while `seq` is not acknowledged. */
export type ViewRow = Sealed & { noun: Noun; id: string; seq: number } & Record<string, unknown>;
/** A note's folded text, see `NoteText` of the domain. */
export type TextRow = Sealed & { id: string; upto: number };

/** Where the cache stands. The cursor lives with the rows it describes; `ackedSeq` is of `device`'s stream. */
export type CacheMeta = {
  name: "state";
  cursor: Cursor | null;
  device: string;
  ackedSeq: number;
  viewSeq: number;
  fence: string;
};

/** When a note's newest words were stored here and on the server, in ms. */
export type ReceiptRow = { noteId: string; deviceAt: number | null; serverAt: number | null };

/** What the server has, as of `cursor`, and what waits on top of it. May be deleted and built anew at any time. */
export class Cache extends Dexie {
  view!: Table<ViewRow, [Noun, string]>;
  text!: Table<TextRow, string>;
  receipt!: Table<ReceiptRow, string>;
  meta!: Table<CacheMeta, "state">;

  constructor(accountId: string, options: DexieOptions = {}) {
    super(cacheName(accountId), { ...options, chromeTransactionDurability: "relaxed" });
    this.version(1).stores({
      ...Object.fromEntries(nounNames.map((noun) => [noun, indexesOf(noun)])),
      view: "[noun+id],noun",
      text: "id",
      receipt: "noteId",
      meta: "name",
    });
  }

  rows(noun: Noun): Table<CanonicalRow, string> {
    return this.table(noun);
  }
}

const VERSION = 1;

export function boxName(accountId: string): string {
  return `cliently-box-${accountId}`;
}

export function cacheName(accountId: string): string {
  return `cliently-cache-${VERSION}-${accountId}`;
}

/** Every open field can be asked for; updates of one note also by their order. */
function indexesOf(noun: Noun): string {
  const fields = Object.keys(layouts[noun].open);
  return ["id", ...fields, ...(noun === "note-update" ? ["[noteId+ver]"] : [])].join(",");
}

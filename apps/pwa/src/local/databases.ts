import { layouts, nounNames } from "@cliently/api/domain/layout";
import type { Noun } from "@cliently/api/domain/store";
import { Dexie, type DexieOptions, type Table } from "dexie";

import type {
  BoxDatabase,
  BoxMeta,
  CacheDatabase,
  CacheMeta,
  CanonicalRow,
  DraftRow,
  JournalRow,
  OutboxRow,
  QuarantineRow,
  ReceiptRow,
  TextRow,
  ViewRow,
} from "./local-database.ts";

/** The box over IndexedDB. */
export class Box extends Dexie implements BoxDatabase {
  outbox!: Table<OutboxRow, number>;
  draft!: Table<DraftRow, [string, string]>;
  quarantine!: Table<QuarantineRow, string>;
  journal!: Table<JournalRow, number>;
  meta!: Table<BoxMeta, "device">;

  constructor(accountId: string, options: DexieOptions = {}) {
    super(boxName(accountId), { ...options, chromeTransactionDurability: "strict" });
    this.version(1).stores({ outbox: "seq", draft: "[noteId+tab]", quarantine: "mid", journal: "seq", meta: "name" });
  }

  /** Not through Dexie, which would begin the transaction only later. */
  putDraftRelaxed(draft: DraftRow): void {
    const transaction = this.backendDB().transaction(["draft"], "readwrite", { durability: "relaxed" });
    transaction.objectStore("draft").put(draft);
  }
}

/** The cache over IndexedDB. */
export class Cache extends Dexie implements CacheDatabase {
  view!: Table<ViewRow, [Noun, string]>;
  text!: Table<TextRow, string>;
  receipt!: Table<ReceiptRow, string>;
  meta!: Table<CacheMeta, "state">;
  readonly all = [...nounNames, "view", "text", "receipt", "meta"];

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

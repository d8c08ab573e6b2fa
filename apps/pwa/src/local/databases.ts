import { layouts, nounNames } from "@cliently/api/domain/layout";
import type { Noun } from "@cliently/api/domain/store";
import { Dexie, type DexieOptions, type Table } from "dexie";

import { healedTable, healing } from "./healing.ts";
import type {
  BoxDatabase,
  BoxMeta,
  CacheDatabase,
  CacheMeta,
  CanonicalRow,
  DraftRow,
  FootprintRow,
  JournalRow,
  OutboxRow,
  QuarantineRow,
  ReceiptRow,
  SearchPiece,
  TextRow,
  ViewRow,
} from "./local-database.ts";

/**
 * The version of the cache's layout. Another noun, another open field or another table asks for the next one, and the
 * cache of the version before is left behind.
 */
export const CACHE_VERSION = 5;

/** The version of what is kept of the search index. Another form of it, or other rules for words, ask for the next one. */
const SEARCH_VERSION = 1;

/** The box in Dexie. Its schema is frozen: other versions of the app read and write it too. */
export class Box extends Dexie {
  outbox!: Table<OutboxRow, number>;
  draft!: Table<DraftRow, [string, string]>;
  quarantine!: Table<QuarantineRow, string>;
  journal!: Table<JournalRow, number>;
  meta!: Table<BoxMeta, "device">;

  constructor(accountId: string, options: DexieOptions = {}) {
    super(boxName(accountId), { ...options, chromeTransactionDurability: "strict" });
    this.version(1).stores({ outbox: "seq", draft: "[noteId+tab]", quarantine: "mid", journal: "seq", meta: "name" });
  }
}

/** The cache in Dexie. */
export class Cache extends Dexie {
  view!: Table<ViewRow, [Noun, string]>;
  footprint!: Table<FootprintRow, number>;
  text!: Table<TextRow, string>;
  receipt!: Table<ReceiptRow, string>;
  meta!: Table<CacheMeta, "state">;

  constructor(accountId: string, options: DexieOptions = {}, version = CACHE_VERSION) {
    super(cacheName(accountId, version), { ...options, chromeTransactionDurability: "relaxed" });
    this.version(1).stores(cacheTables());
  }
}

/** The search index as it is kept between visits, sealed, in pieces. */
export class SearchSnapshot extends Dexie {
  piece!: Table<SearchPiece, number>;

  constructor(accountId: string, options: DexieOptions = {}) {
    super(searchName(accountId), { ...options, chromeTransactionDurability: "relaxed" });
    this.version(1).stores({ piece: "place" });
  }
}

/** Where databases live, and what may be removed from there. */
export type Place = {
  /** When it is not the browser's own place. */
  dexie?: DexieOptions & { indexedDB: IDBFactory };
  /** Whether a tab of an app with caches of this version is open. */
  isUsed: (accountId: string, version: number) => Promise<boolean>;
};

/** The box over IndexedDB. */
export function boxOver(place: Place, accountId: string): BoxDatabase & { dexie: Box } {
  const dexie = new Box(accountId, place.dexie);
  const healed = healing(dexie, () => makeRoom(place, accountId, CACHE_VERSION));
  const draft = healedTable(dexie.draft, healed);
  return {
    dexie,
    outbox: healedTable(dexie.outbox, healed),
    draft,
    quarantine: healedTable(dexie.quarantine, healed),
    journal: healedTable(dexie.journal, healed),
    meta: healedTable(dexie.meta, healed),
    transaction: (mode, tables, work) => healed.run(() => dexie.transaction(mode, tables, work)),
    putDraftRelaxed(row) {
      try {
        // Not through Dexie, which would begin the transaction only later.
        const transaction = dexie.backendDB().transaction(["draft"], "readwrite", { durability: "relaxed" });
        transaction.objectStore("draft").put(row);
        transaction.commit(); // a page that is gone says no more that it was all
      } catch {
        void draft.put(row).catch(() => {}); // the handle is dead; what cannot be kept now is kept as a mutation soon
      }
    },
    open: healed.open,
    close: healed.close,
  };
}

/** The cache over IndexedDB. */
export function cacheOver(place: Place, accountId: string, version = CACHE_VERSION): CacheDatabase & { dexie: Cache } {
  const dexie = new Cache(accountId, place.dexie, version);
  const healed = healing(dexie, () => makeRoom(place, accountId, version));
  const rows = new Map(nounNames.map((noun) => [noun, healedTable<CanonicalRow, string>(dexie.table(noun), healed)]));
  return {
    dexie,
    version,
    all: Object.keys(cacheTables()),
    view: healedTable(dexie.view, healed),
    footprint: healedTable(dexie.footprint, healed),
    text: healedTable(dexie.text, healed),
    receipt: healedTable(dexie.receipt, healed),
    meta: healedTable(dexie.meta, healed),
    rows: (noun) => rows.get(noun) ?? healedTable<CanonicalRow, string>(dexie.table(noun), healed),
    transaction: (mode, tables, work) => healed.run(() => dexie.transaction(mode, tables, work)),
    open: healed.open,
    close: healed.close,
    drop: () => deleted(place, cacheName(accountId, version)),
    dropOlder: () => dropOlder(place, accountId, version),
  };
}

function boxName(accountId: string): string {
  return `cliently-box-${accountId}`;
}

function cacheName(accountId: string, version = CACHE_VERSION): string {
  return `cliently-cache-${version}-${accountId}`;
}

function searchName(accountId: string, version = SEARCH_VERSION): string {
  return `cliently-search-${version}-${accountId}`;
}

/** The names of all databases that an account may have on this device: those of older versions too. */
export function databaseNames(accountId: string): string[] {
  const caches = versionsTo(CACHE_VERSION).map((version) => cacheName(accountId, version));
  return [boxName(accountId), ...caches, ...searchNames(accountId)];
}

function searchNames(accountId: string): string[] {
  return versionsTo(SEARCH_VERSION).map((version) => searchName(accountId, version));
}

function versionsTo(newest: number): number[] {
  return Array.from({ length: newest }, (_, index) => index + 1);
}

/** The cache's tables and what each can be asked by. */
export function cacheTables(): Record<string, string> {
  return {
    ...Object.fromEntries(nounNames.map((noun) => [noun, indexesOf(noun)])),
    view: "[noun+id],noun,undecided",
    footprint: "seq",
    text: "id,upto,mark",
    receipt: "noteId",
    meta: "name",
  };
}

/** Every open field can be asked for, the version, the mark, and what is undecided; updates of one note also by their order. */
function indexesOf(noun: Noun): string {
  const fields = Object.keys(layouts[noun].open);
  return ["id", ...fields, "ver", "mark", "undecided", ...(noun === "note-update" ? ["[noteId+ver]"] : [])].join(",");
}

/** Removes what can be made again: caches that nobody uses, and what is kept of the search index. */
async function makeRoom(place: Place, accountId: string, version: number): Promise<boolean> {
  const isAny = await dropOlder(place, accountId, version);
  const kept = (await (place.dexie?.indexedDB ?? indexedDB).databases()).map(({ name }) => name);
  const snapshots = searchNames(accountId).filter((name) => kept.includes(name));
  for (const name of snapshots) await deleted(place, name);
  return isAny || snapshots.length > 0;
}

/** Removes the caches that older versions of the app have left, unless a tab of theirs is open. */
async function dropOlder(place: Place, accountId: string, version: number): Promise<boolean> {
  const factory = place.dexie?.indexedDB ?? indexedDB;
  const names = new Set((await factory.databases()).map(({ name }) => name));
  let isAny = false;
  for (let older = 1; older < version; older++) {
    const name = cacheName(accountId, older);
    if (!names.has(name) || (await place.isUsed(accountId, older))) continue;
    await deleted(place, name);
    isAny = true;
  }
  return isAny;
}

function deleted(place: Place, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = (place.dexie?.indexedDB ?? indexedDB).deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error("not deleted"));
    request.onblocked = () => resolve(); // it goes when the last tab lets go of it
  });
}

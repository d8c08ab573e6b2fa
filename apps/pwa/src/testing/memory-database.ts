import { AsyncLocalStorage } from "node:async_hooks";

import { nounNames } from "@cliently/api/domain/layout";

import type { BoxDatabase, CacheDatabase, LocalKey, LocalRows, LocalTable } from "../local/local-database.ts";
import { copied, mapKey, MemoryTable, type MemoryRow, type Range } from "./memory-tables.ts";

/** A table of every name with its key, as databases.ts declares them. */
const BOX = { outbox: "seq", draft: "[noteId+tab]", quarantine: "mid", journal: "seq", meta: "name" };
const CACHE = {
  ...Object.fromEntries(nounNames.map((noun) => [noun, "id"])),
  view: "[noun+id]",
  footprint: "seq",
  text: "id",
  receipt: "noteId",
  meta: "name",
};
const SCHEMAS: Record<Kind, Record<string, string>> = { box: BOX, cache: CACHE };

export type Kind = "box" | "cache";

/** What a tab's disk is like now. `quota`: nothing more can be written. `closed`: the handles it has are dead. `unopenable`: and no new one can be had. */
export type Fault = "quota" | "closed" | "unopenable";

/** How a tab reaches its disk. Without one, everything happens as soon as it can. */
export type Reach = {
  /** Lets one operation happen, at a moment of its choosing. */
  step(label: string, work: () => void): void;
  /** Calls back when nothing more follows from what is happening now. */
  afterwards(work: () => void): void;
  fault?: () => Fault | undefined;
};

/** What one transaction changed, by table and key: before and after. */
export type Commit = {
  kind: Kind;
  accountId: string;
  /** Nobody's when the whole database was removed. */
  by: Reach | undefined;
  changes: ReadonlyMap<string, ReadonlyMap<string | number, Changed>>;
};
type Changed = { before: MemoryRow | undefined; after: MemoryRow | undefined };

/**
 * The databases of one browser profile in memory, as IndexedDB keeps them: transactions over the same tables come one
 * after the other, each is kept whole or not at all, and one that waits for anything else is over.
 */
export type MemoryDisk = {
  /** The disk as one tab reaches it. */
  connect(reach?: Reach): DiskConnection;
  /** Hears every commit, when it is complete. */
  onCommit(listener: (commit: Commit) => void): void;
  /** What is committed, at once: for a law to look at. In the order of keys. */
  committed(kind: Kind, accountId: string, table: string): readonly MemoryRow[];
  /** One committed row, at once. */
  find(kind: Kind, accountId: string, table: string, key: LocalKey): MemoryRow | undefined;
  /** A copy of what is committed, as if the profile's folder had been copied. */
  copy(): MemoryDisk;
  /** Everything committed in a database, to come back to after a loss of power. */
  snapshot(kind: Kind, accountId: string): Tables;
  /** Puts a snapshot, or nothing, in the place of a database. Nobody may have it open. */
  replace(kind: Kind, accountId: string, tables?: Tables): void;
};

export type Tables = ReadonlyMap<string, MemoryTable>;

export type DiskConnection = {
  openBox(accountId: string): BoxDatabase;
  openCache(accountId: string): CacheDatabase;
  /** Asks again after every change to the tables that the answer came from. */
  follow<T>(find: () => Promise<T>, hear: { answer: (found: T) => void; failed: (error: unknown) => void }): () => void;
  /** The tab is gone, or its handles are: what is not complete leaves nothing, and nobody hears of it. */
  end(): void;
  /** The browser ends its transactions: they leave nothing, and it hears so. */
  abortAll(): void;
};

const AT_ONCE: Reach = { step: (_label, work) => queueMicrotask(work), afterwards: (work) => void setImmediate(work) };

export function memoryDisk(from: ReadonlyMap<string, Tables> = new Map()): MemoryDisk {
  const stores = new Map<string, Store>();
  const listeners: ((commit: Commit) => void)[] = [];
  const followers = new Set<Follower>();

  const storeOf = (kind: Kind, accountId: string) => {
    const name = `${kind}|${accountId}`;
    const known = stores.get(name);
    if (known) return known;
    const made = new Store(kind, accountId, from.get(name), (commit) => {
      for (const listener of listeners) listener(commit);
      for (const follower of followers) follower.changed(commit);
    });
    stores.set(name, made);
    return made;
  };

  return {
    connect(reach = AT_ONCE) {
      const handles = new Set<Handle>();
      const own = new Set<Follower>();
      const open = (kind: Kind, accountId: string) => {
        const handle = new Handle(storeOf(kind, accountId), reach);
        handles.add(handle);
        return handle;
      };
      return {
        openBox: (accountId) => boxOver(open("box", accountId)),
        openCache: (accountId) => cacheOver(open("cache", accountId)),
        follow(find, hear) {
          const follower = new Follower(reach, async () => {
            const answer = find();
            // What hearing it leads to is no part of the question.
            await context.run({}, () => answer.then(hear.answer, hear.failed));
          });
          followers.add(follower);
          own.add(follower);
          return () => void followers.delete(follower);
        },
        end() {
          for (const follower of own) followers.delete(follower);
          for (const handle of handles) handle.end();
        },
        abortAll() {
          for (const handle of handles) handle.abortAll();
        },
      };
    },
    onCommit: (listener) => void listeners.push(listener),
    committed: (kind, accountId, table) => storeOf(kind, accountId).committed(table),
    find: (kind, accountId, table, key) => storeOf(kind, accountId).find(table, mapKey(key)),
    copy: () => memoryDisk(new Map([...stores].map(([name, store]) => [name, store.snapshot()]))),
    snapshot: (kind, accountId) => storeOf(kind, accountId).snapshot(),
    replace: (kind, accountId, tables) => storeOf(kind, accountId).replace(tables),
  };
}

/** What runs now: inside which transaction, and on whose behalf it asks. */
type Context = { transaction?: Transaction; follower?: Follower };
const context = new AsyncLocalStorage<Context>();

/** Somebody who wants to be told anew after every change. */
class Follower {
  readonly #reach: Reach;
  readonly #ask: () => Promise<void>;
  readonly #reads = new Set<string>();
  #isAsking = false;
  #isStale = false;

  constructor(reach: Reach, ask: () => Promise<void>) {
    this.#reach = reach;
    this.#ask = ask;
    this.#again();
  }

  read(store: Store, table: string): void {
    this.#reads.add(`${store.kind}|${store.accountId}|${table}`);
  }

  changed({ kind, accountId, changes }: Commit): void {
    if (this.#isStale) return;
    for (const table of changes.keys()) {
      if (!this.#reads.has(`${kind}|${accountId}|${table}`)) continue;
      this.#isStale = true;
      if (!this.#isAsking) this.#reach.step("follow", () => this.#again());
      return;
    }
  }

  #again(): void {
    this.#isAsking = true;
    this.#isStale = false;
    this.#reads.clear();
    void context.run({ follower: this }, async () => {
      await this.#ask();
      this.#isAsking = false;
      if (this.#isStale) this.#reach.step("follow", () => this.#again());
    });
  }
}

/** One database of one account: its tables, and the transactions that are under way. */
class Store {
  readonly kind: Kind;
  readonly accountId: string;
  readonly tables = new Map<string, MemoryTable>();
  readonly live: Transaction[] = [];
  readonly #told: (commit: Commit) => void;

  constructor(kind: Kind, accountId: string, from: Tables | undefined, told: (commit: Commit) => void) {
    this.kind = kind;
    this.accountId = accountId;
    this.#told = told;
    this.replace(from);
  }

  replace(from?: Tables): void {
    for (const [name, key] of Object.entries(SCHEMAS[this.kind]))
      this.tables.set(name, from?.get(name)?.copy() ?? new MemoryTable(name, key));
  }

  table(name: string): MemoryTable {
    const table = this.tables.get(name);
    if (!table) throw named("NotFoundError", `no table ${name}`);
    return table;
  }

  snapshot(): Tables {
    return new Map([...this.tables.keys()].map((name) => [name, this.#asCommitted(name)]));
  }

  committed(name: string): readonly MemoryRow[] {
    return (this.live.some((one) => one.undo.get(name)?.size) ? this.#asCommitted(name) : this.table(name)).sorted();
  }

  find(name: string, key: string | number): MemoryRow | undefined {
    const unsure = this.live.find(({ undo }) => undo.get(name)?.has(key));
    return unsure ? unsure.undo.get(name)?.get(key) : this.table(name).get(key);
  }

  #asCommitted(name: string): MemoryTable {
    const copy = this.table(name).copy();
    for (const { undo } of this.live) for (const [key, before] of undo.get(name) ?? []) copy.set(key, before);
    return copy;
  }

  dropped(): void {
    this.#told({ kind: this.kind, accountId: this.accountId, by: undefined, changes: new Map() });
  }

  /** Begins whatever no longer waits for another. */
  begin(): void {
    for (const transaction of this.live) transaction.beginIfFree();
  }

  over(transaction: Transaction, isCommitted: boolean): void {
    this.live.splice(this.live.indexOf(transaction), 1);
    if (isCommitted && transaction.undo.size > 0) {
      const changes = new Map<string, Map<string | number, Changed>>();
      for (const [name, keys] of transaction.undo) {
        const own = new Map<string | number, Changed>();
        for (const [key, before] of keys) own.set(key, { before, after: this.table(name).get(key) });
        changes.set(name, own);
      }
      this.#told({ kind: this.kind, accountId: this.accountId, by: transaction.handle.reach, changes });
    } else if (!isCommitted) {
      for (const [name, keys] of transaction.undo) for (const [key, before] of keys) this.table(name).set(key, before);
    }
    this.begin();
  }
}

/** A database as one tab has opened it. */
class Handle {
  readonly store: Store;
  readonly reach: Reach;
  #isOpen = false;
  #isGone = false;

  constructor(store: Store, reach: Reach) {
    this.store = store;
    this.reach = reach;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) =>
      this.reach.step("open", () => {
        if (this.reach.fault?.() === "unopenable") return reject(named("UnknownError", "the database does not open"));
        this.#isOpen = true;
        resolve();
      }),
    );
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Waits, as deleting a database does, until nobody works with it. */
  drop(): Promise<void> {
    return new Promise((resolve) => {
      const tryIt = () =>
        this.reach.step("drop", () => {
          if (this.store.live.length > 0) return tryIt();
          this.store.replace();
          this.store.dropped();
          resolve();
        });
      tryIt();
    });
  }

  check(): void {
    const fault = this.reach.fault?.();
    if (fault === "closed" || fault === "unopenable") throw named("DatabaseClosedError", "the handle is dead");
    if (!this.#isOpen || this.#isGone) throw named("DatabaseClosedError", "the database is not open");
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  end(): void {
    this.#isGone = true;
    for (const one of this.store.live.filter(({ handle }) => handle === this)) one.vanish();
  }

  abortAll(): void {
    for (const one of this.store.live.filter(({ handle }) => handle === this))
      one.abort(named("AbortError", "the browser ended the transaction"));
  }

  transaction<T>(mode: "r" | "rw", tables: readonly string[], work: () => Promise<T>): Promise<T> {
    const outer = context.getStore();
    if (outer?.transaction?.handle === this) return work(); // joins it, as with Dexie
    return new Promise<T>((resolve, reject) => {
      this.check();
      const transaction = new Transaction(this, mode === "rw", tables);
      transaction.onOver = (error) => (error ? reject(error) : resolve(result as T)); // set when it is over well
      let result: T | undefined;
      context.run({ ...outer, transaction }, work).then(
        (done) => {
          result = done;
          transaction.finish();
        },
        (error: Error) => transaction.abort(error),
      );
      transaction.mayBeIdle();
    });
  }

  /** One operation: of the transaction that it is called in, or of one of its own. */
  operate<T>(table: string, label: string, writes: boolean, work: (transaction: Transaction) => T): Promise<T> {
    const around = context.getStore();
    if (!writes) around?.follower?.read(this.store, table);
    return new Promise<T>((resolve, reject) => {
      this.check();
      const outer = around?.transaction;
      if (outer?.handle.store === this.store && outer.handle === this) {
        outer.ask({ label, run: () => resolve(work(outer)), fail: reject, writes, table });
        return;
      }
      const own = new Transaction(this, writes, [table]);
      let done: T | undefined;
      own.isPassing = !writes;
      own.onOver = (error) => (error ? reject(error) : resolve(done as T)); // set before it is over well
      own.ask({ label, run: () => void (done = work(own)), fail: reject, writes, table });
      own.finish();
    });
  }
}

type Request = { label: string; run: () => void; fail: (error: Error) => void; writes: boolean; table: string };

class Transaction {
  readonly handle: Handle;
  readonly isWriting: boolean;
  readonly tables: ReadonlySet<string>;
  /** What was there before it wrote, by table and key. */
  readonly undo = new Map<string, Map<string | number, MemoryRow | undefined>>();
  /** Its one read is all of it: nothing has to be completed. */
  isPassing = false;
  onOver: (error?: Error) => void = () => {};
  readonly #asked: Request[] = [];
  #state: "waiting" | "active" | "committing" | "over" = "waiting";
  #isBusy = false;
  #isFinished = false;
  /** It waited for something that is no database: it is committed, and whoever goes on gets an error. */
  #isInactive = false;

  constructor(handle: Handle, isWriting: boolean, tables: readonly string[]) {
    this.handle = handle;
    this.isWriting = isWriting;
    this.tables = new Set(tables);
    handle.store.live.push(this);
    this.beginIfFree();
  }

  beginIfFree(): void {
    if (this.#state !== "waiting") return;
    for (const other of this.handle.store.live) {
      if (other === this) break;
      if ((other.isWriting || this.isWriting) && meets(this.tables, other.tables)) return;
    }
    this.#state = "active";
    this.#next();
  }

  ask(request: Request): void {
    if (this.#isInactive || this.#state === "committing" || this.#state === "over")
      return request.fail(named("TransactionInactiveError", "the transaction is over"));
    if (!this.tables.has(request.table))
      return request.fail(named("NotFoundError", `the transaction is not over ${request.table}`));
    if (request.writes && !this.isWriting) return request.fail(named("ReadOnlyError", "the transaction only reads"));
    this.#asked.push(request);
    this.#next();
  }

  /** Its work is done: it is complete when everything it asked is. */
  finish(): void {
    this.#isFinished = true;
    if (this.#isInactive) this.#over(named("TransactionInactiveError", "the transaction was over before its work"));
    else this.#next();
  }

  abort(error: Error): void {
    if (this.#state === "over") return this.onOver(error);
    this.#drop();
    for (const { fail } of this.#asked.splice(0)) fail(named("AbortError", "the transaction was aborted"));
    this.onOver(error);
  }

  /** Nobody is there to hear of it any more. */
  vanish(): void {
    this.#asked.length = 0;
    this.#drop();
  }

  /** An active transaction that nothing is asked of, although its work is not done, is over. */
  mayBeIdle(): void {
    this.handle.reach.afterwards(() => {
      if (this.#state === "over" || this.#isBusy || this.#asked.length > 0 || this.#isFinished) return;
      if (this.#state === "waiting") return;
      this.#isInactive = true;
      this.#commit();
    });
  }

  before(table: MemoryTable, key: string | number): void {
    let own = this.undo.get(table.name);
    if (!own) this.undo.set(table.name, (own = new Map()));
    if (!own.has(key)) own.set(key, table.get(key));
  }

  #next(): void {
    if (this.#state !== "active" || this.#isBusy) return;
    const request = this.#asked.shift();
    if (!request) {
      if (!this.#isFinished) return;
      if (this.isPassing) return this.#over();
      return this.#commit();
    }
    this.#isBusy = true;
    this.handle.reach.step(request.label, () => {
      if (this.#state === "over") return;
      this.#isBusy = false;
      try {
        this.handle.check();
        if (request.writes && this.handle.reach.fault?.() === "quota") throw named("QuotaExceededError", "no room");
        request.run();
      } catch (error) {
        request.fail(error as Error); // made above, or by a table
        // As with IndexedDB, an error takes the whole transaction with it.
        return this.abort(error as Error);
      }
      this.#next();
      if (!this.#isBusy && !this.#isFinished) this.mayBeIdle();
    });
  }

  #commit(): void {
    this.#state = "committing";
    this.#isBusy = true;
    this.handle.reach.step("complete", () => {
      if (this.#state === "over") return;
      const fault = this.handle.reach.fault?.();
      if (this.undo.size > 0 && fault)
        return this.abort(named(fault === "quota" ? "QuotaExceededError" : "AbortError", fault));
      if (this.#isInactive) {
        this.#end(true);
        if (this.#isFinished)
          this.onOver(named("TransactionInactiveError", "the transaction was over before its work"));
      } else this.#over();
    });
  }

  #over(error?: Error): void {
    if (this.#state !== "over") this.#end(true);
    this.onOver(error);
  }

  #drop(): void {
    if (this.#state !== "over") this.#end(false);
  }

  #end(isCommitted: boolean): void {
    this.#state = "over";
    this.handle.store.over(this, isCommitted);
  }
}

function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of a) if (b.has(name)) return true;
  return false;
}

function boxOver(handle: Handle): BoxDatabase {
  const table = <Row, Key extends LocalKey>(name: string) => tableOver<Row, Key>(handle, name);
  return {
    ...databaseOver(handle),
    outbox: table("outbox"),
    draft: table("draft"),
    quarantine: table("quarantine"),
    journal: table("journal"),
    meta: table("meta"),
    putDraftRelaxed(draft) {
      handle.check();
      table("draft")
        .put(draft)
        .catch(() => {});
    },
  };
}

function cacheOver(handle: Handle): CacheDatabase {
  const table = <Row, Key extends LocalKey>(name: string) => tableOver<Row, Key>(handle, name);
  const rows = new Map<string, LocalTable<never, never>>();
  return {
    ...databaseOver(handle),
    view: table("view"),
    footprint: table("footprint"),
    text: table("text"),
    receipt: table("receipt"),
    meta: table("meta"),
    rows(noun) {
      let own = rows.get(noun);
      if (!own) rows.set(noun, (own = table(noun)));
      return own as LocalTable<never, never>; // a table's rows are what is put into it
    },
    all: Object.keys(CACHE),
    version: 1,
    drop: () => handle.drop(),
    dropOlder: () => Promise.resolve(false),
  };
}

function databaseOver(handle: Handle) {
  return {
    transaction: <T>(mode: "r" | "rw", tables: readonly string[], work: () => Promise<T>) =>
      handle.transaction(mode, tables, work),
    open: () => handle.open(),
    close: () => handle.close(),
  };
}

function tableOver<Row, Key extends LocalKey>(handle: Handle, name: string): LocalTable<Row, Key> {
  const { store } = handle;
  const read = <T>(what: string, work: (table: MemoryTable) => T) =>
    handle.operate(name, `${store.kind}.${what}`, false, () => work(store.table(name)));
  const write = <T>(what: string, work: (table: MemoryTable, transaction: Transaction) => T) =>
    handle.operate(name, `${store.kind}.${what}`, true, (transaction) => work(store.table(name), transaction));

  const set = (table: MemoryTable, transaction: Transaction, row: MemoryRow, isNew: boolean) => {
    const key = mapKey(table.keyOf(row));
    if (isNew && table.get(key)) throw named("ConstraintError", "the key is there already");
    transaction.before(table, key);
    table.set(key, row);
  };
  const remove = (table: MemoryTable, transaction: Transaction, key: string | number) => {
    if (!table.get(key)) return;
    transaction.before(table, key);
    table.set(key, undefined);
  };

  /** What is stored is what was put: rows are cloned on the way in and on the way out. A limit counts what is left after everything else, whenever it was named. */
  const rows = (all: (table: MemoryTable) => readonly MemoryRow[], index: string, most = Infinity): LocalRows<Row> => {
    const found = (table: MemoryTable) => all(table).slice(0, most);
    return {
      toArray: () => read("list", (table) => found(table).map(copied) as Row[]), // put as rows of this table
      count: () => read("count", (table) => found(table).length),
      first: () => read("get", (table) => copied(found(table)[0]) as Row | undefined),
      delete: () =>
        write("delete", (table, transaction) => {
          const gone = found(table);
          for (const row of gone) remove(table, transaction, mapKey(table.keyOf(row)));
          return gone.length;
        }),
      limit: (count) => rows(all, index, Math.min(most, count)),
      reverse: () => rows((table) => all(table).toReversed(), index, most),
      keys: () => read("list", (table) => found(table).map((row) => copied(table.valueOf(row, index)))),
      filter: (keep) => rows((table) => all(table).filter((row) => keep(copied(row) as Row)), index, most), // put as a row of this table
    };
  };
  const within = (index: string, range: Range) => rows((table) => table.within(index, range), index);

  return {
    get: (key) => read("get", (table) => copied(table.get(mapKey(key))) as Row | undefined), // put as a row of this table
    put(row) {
      const own = copied(row) as MemoryRow;
      return write("put", (table, transaction) => set(table, transaction, own, false));
    },
    bulkPut(all) {
      const own = all.map((row) => copied(row) as MemoryRow);
      return write("put", (table, transaction) => own.forEach((row) => set(table, transaction, row, false)));
    },
    bulkAdd(all) {
      const own = all.map((row) => copied(row) as MemoryRow);
      return write("put", (table, transaction) => own.forEach((row) => set(table, transaction, row, true)));
    },
    delete: (key) => write("delete", (table, transaction) => remove(table, transaction, mapKey(key))),
    bulkDelete: (keys) =>
      write("delete", (table, transaction) => keys.forEach((key) => remove(table, transaction, mapKey(key)))),
    clear: () =>
      write("delete", (table, transaction) => [...table.keys()].forEach((key) => remove(table, transaction, key))),
    count: () => read("count", (table) => table.size),
    toArray: () => read("list", (table) => table.sorted().map(copied) as Row[]), // put as rows of this table
    orderBy: (index) => within(index, {}),
    where: (index) => ({
      equals: (value) => within(index, { lower: value, upper: value }),
      above: (value) => within(index, { lower: value, withoutLower: true }),
      between: (lower, upper, includeLower = true, includeUpper = false) =>
        within(index, { lower, upper, withoutLower: !includeLower, withoutUpper: !includeUpper }),
    }),
  };
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

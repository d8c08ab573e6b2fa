import { Dexie, type Collection, type Table } from "dexie";

import type { LocalKey, LocalRows, LocalTable } from "./local-database.ts";

/** What the browser says when it has taken a database away from under a page, or lost the way to it. */
const DEAD = new Set(["DatabaseClosedError", "InvalidStateError", "UnknownError", "AbortError", "OpenFailedError"]);
const TRIES = 3;

export type Healing = {
  /** Runs work on the database: again after opening it anew when its handle was dead, again when room could be made. */
  run: <T>(work: () => PromiseLike<T>) => Promise<T>;
  open(): Promise<void>;
  /** Closes for good: nothing opens it again. */
  close(): void;
};

/** `makeRoom`: removes what can be made again when the disk is full; resolves with whether there was anything. */
export function healing(db: Dexie, makeRoom: () => Promise<boolean>): Healing {
  let isClosed = false;
  let opened = 0;
  let opening: Promise<void> | undefined;

  async function openAnew(): Promise<void> {
    db.close({ disableAutoOpen: false });
    await db.open();
    opened++;
  }

  async function tryOften<T>(work: () => PromiseLike<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const before = opened;
      try {
        return await work();
      } catch (error) {
        if (isClosed || tries === TRIES) throw error;
        if (isFull(error)) {
          if (!(await makeRoom())) throw error;
        } else if (!isDead(error)) throw error;
        // Whoever failed first opens it for all: closing it again would take it from under them.
        else if (opened === before) await (opening ??= openAnew().finally(() => (opening = undefined))).catch(() => {});
      }
    }
  }

  return {
    // Inside a transaction nothing is tried again by itself: the transaction is, from its beginning.
    run: (work) => (Dexie.currentTransaction ? (work() as Promise<never>) : tryOften(work)),
    open: () => tryOften(() => db.open()).then(() => {}),
    close() {
      isClosed = true;
      db.close();
    },
  };
}

/** A table whose every operation is healed. */
export function healedTable<Row, Key extends LocalKey>(table: Table<Row, Key>, { run }: Healing): LocalTable<Row, Key> {
  const rows = (make: () => Collection<Row, Key>): LocalRows<Row> => ({
    toArray: () => run(() => make().toArray()),
    count: () => run(() => make().count()),
    delete: () => run(() => make().delete()),
    first: () => run(() => make().first()),
    limit: (most) => rows(() => make().limit(most)),
    reverse: () => rows(() => make().reverse()),
    filter: (keep) => rows(() => make().filter(keep)),
    keys: () => run(() => make().keys()),
  });
  return {
    get: (key) => run(() => table.get(key)),
    put: (row) => run(() => table.put(row)),
    bulkPut: (all) => run(() => table.bulkPut(all)),
    bulkAdd: (all) => run(() => table.bulkAdd(all)),
    delete: (key) => run(() => table.delete(key)),
    bulkDelete: (keys) => run(() => table.bulkDelete(keys)),
    clear: () => run(() => table.clear()),
    count: () => run(() => table.count()),
    toArray: () => run(() => table.toArray()),
    orderBy: (index) => rows(() => table.orderBy(index)),
    where: (index) => ({
      equals: (value) => rows(() => table.where(index).equals(value)),
      above: (value) => rows(() => table.where(index).above(value)),
      between: (lower, upper, includeLower, includeUpper) =>
        rows(() => table.where(index).between(lower, upper, includeLower, includeUpper)),
    }),
  };
}

function isDead(error: unknown): boolean {
  return namesOf(error).some((name) => DEAD.has(name));
}

function isFull(error: unknown): boolean {
  return namesOf(error).includes("QuotaExceededError");
}

/** An error's name, and that of the one inside it: Dexie wraps what the browser says. */
function namesOf(error: unknown): string[] {
  if (!(error instanceof Error || error instanceof DOMException)) return [];
  const { inner } = error as { inner?: unknown }; // of Dexie's errors
  return [error.name, ...(inner instanceof Error || inner instanceof DOMException ? [inner.name] : [])];
}

import { AsyncLocalStorage } from "node:async_hooks";

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

import { boxOver, cacheOver, cacheTables } from "../src/local/databases.ts";
import type { BoxDatabase, CacheDatabase } from "../src/local/local-database.ts";
import type { Kind, MemoryDisk } from "../src/testing/memory-database.ts";
import { difference, isEqual } from "./equal.ts";

// Tier A′: what the databases of a history were asked and answered, and the same once more through Dexie over IndexedDB's
// stand-in. When every answer and everything left is the same, the device did nothing that it would not have done there.

/** One operation: the calls that lead to it, e.g. where("noteId"), equals("…"), toArray(). */
type Asked = { table: string; calls: Call[]; answer: unknown };
type Call = { name: string; args: readonly unknown[] };
/** What happened to a database as one. `put`: a table was filled from outside, as by a profile that was copied. */
type Unit = { kind: Kind; accountId: string; mode: "r" | "rw"; tables: readonly string[]; asked: Asked[] };
type Filled = { kind: Kind; accountId: string; rows: ReadonlyMap<string, readonly unknown[]> };

/** Everything that one profile's databases were asked, in the order in which it was complete. */
export type Tape = { units: (Unit | Filled)[] };

const inside = new AsyncLocalStorage<Unit>();
const ENDS = new Set([
  "toArray",
  "count",
  "delete",
  "first",
  "keys",
  "get",
  "put",
  "bulkPut",
  "bulkAdd",
  "bulkDelete",
  "clear",
]);

/** The same database, whose operations are taken down when they are complete. */
export function taped<Database extends BoxDatabase | CacheDatabase>(
  database: Database,
  tape: Tape,
  kind: Kind,
  accountId: string,
): Database {
  /** One that failed, or was taken back, has left nothing. */
  const take = async <T>(unit: Unit, work: () => Promise<T>): Promise<T> => {
    const done = await work();
    if (unit.asked.length > 0) tape.units.push(unit);
    return done;
  };
  const asking = (target: object, table: string, calls: Call[]): object =>
    new Proxy(target, {
      get(from, name) {
        const call = Reflect.get(from, name) as unknown;
        if (typeof call !== "function" || typeof name !== "string") return call;
        return (...args: unknown[]) => {
          const path = [...calls, { name, args }];
          const ask = () => (call as (...all: unknown[]) => unknown).apply(from, args);
          if (!ENDS.has(name)) return asking(ask() as object, table, path); // a part of a question
          const answer = async (unit: Unit) => {
            const calls = path.map(({ name, args }) => ({ name, args: args.map(copied) }));
            const said = await (ask() as Promise<unknown>); // the end of one
            unit.asked.push({ table, calls, answer: comparable(said) });
            return said;
          };
          const around = inside.getStore();
          if (around?.kind === kind && around.accountId === accountId) return answer(around);
          const unit: Unit = { kind, accountId, mode: "rw", tables: [table], asked: [] };
          return take(unit, () => answer(unit));
        };
      },
    });
  return new Proxy(database, {
    get(from, name) {
      const value = Reflect.get(from, name) as unknown;
      if (name === "rows") return (noun: string) => asking((value as (noun: string) => object)(noun), noun, []);
      if (name === "transaction")
        return (mode: "r" | "rw", tables: readonly string[], work: () => Promise<unknown>) => {
          if (inside.getStore()?.kind === kind) return from.transaction(mode, tables, work); // joins it
          let unit: Unit = { kind, accountId, mode, tables, asked: [] };
          const begun = async () => {
            unit = { ...unit, asked: [] }; // it may be run again
            return inside.run(unit, work);
          };
          return from.transaction(mode, tables, begun).then((done) => {
            if (unit.asked.length > 0) tape.units.push(unit);
            return done;
          });
        };
      if (name === "drop")
        return async () => {
          await (value as () => Promise<void>)();
          tape.units.push({ kind, accountId, rows: new Map() });
        };
      if (name === "putDraftRelaxed")
        return (draft: unknown) => {
          (value as (draft: unknown) => void)(draft);
          const asked = [{ table: "draft", calls: [{ name: "put", args: [copied(draft)] }], answer: null }];
          tape.units.push({ kind, accountId, mode: "rw", tables: ["draft"], asked });
        };
      return typeof value === "object" && value !== null && "get" in value ? asking(value, String(name), []) : value;
    },
  });
}

/** Puts what a profile holds at the beginning of its tape: it was copied from another. */
export function beginTape(disk: MemoryDisk, accounts: readonly string[]): Tape {
  const units: Filled[] = [];
  for (const accountId of accounts)
    for (const kind of ["box", "cache"] as const)
      units.push({
        kind,
        accountId,
        rows: new Map(tablesIn(kind).map((table) => [table, disk.committed(kind, accountId, table)])),
      });
  return { units };
}

/** Does everything once more through Dexie; resolves with what was answered otherwise, if anything was. */
export async function playThroughDexie(
  { units }: Tape,
  disk: MemoryDisk,
): Promise<{ asked: number; otherwise?: string }> {
  const place = { dexie: { indexedDB: new IDBFactory(), IDBKeyRange }, isUsed: async () => false };
  const open = new Map<string, BoxDatabase | CacheDatabase>();
  const databaseOf = async (kind: Kind, accountId: string) => {
    const known = open.get(`${kind}|${accountId}`);
    if (known) return known;
    const made = kind === "box" ? boxOver(place, accountId) : cacheOver(place, accountId);
    await made.open();
    open.set(`${kind}|${accountId}`, made);
    return made;
  };
  let asked = 0;
  for (const unit of units) {
    const database = await databaseOf(unit.kind, unit.accountId);
    const otherwise = "rows" in unit ? await fill(database, unit) : await again(database, unit);
    if (otherwise) return { asked, otherwise };
    if ("asked" in unit) asked += unit.asked.length;
  }
  for (const [name, database] of open) {
    const [kind, accountId] = name.split("|") as [Kind, string]; // made above
    for (const table of tablesOf(database)) {
      const [left, right] = [disk.committed(kind, accountId, table), await tableOf(database, table)["toArray"]?.()];
      if (!isEqual(comparable(left), comparable(right)))
        return { asked, otherwise: `${name}: ${table} holds something else at the end` };
    }
    database.close();
  }
  return { asked };
}

async function again(database: BoxDatabase | CacheDatabase, unit: Unit): Promise<string | undefined> {
  return database.transaction(unit.mode, unit.tables, async () => {
    for (const { table, calls, answer } of unit.asked) {
      let found: unknown = tableOf(database, table);
      for (const { name, args } of calls) found = (found as Table)[name]?.(...args);
      const said = comparable(await found);
      if (WRITES.has(calls.at(-1)?.name ?? "") || isEqual(said, answer)) continue;
      const question = calls.map(({ name, args }) => `${name}(${JSON.stringify(args)})`).join(".");
      return `${unit.kind}.${table}.${question}: ${difference({ said }, { said: answer })}`;
    }
    return undefined;
  });
}

async function fill(database: BoxDatabase | CacheDatabase, { rows }: Filled): Promise<undefined> {
  for (const table of tablesOf(database)) {
    await tableOf(database, table)["clear"]?.();
    await tableOf(database, table)["bulkPut"]?.(rows.get(table) ?? []);
  }
}

type Table = Record<string, (...args: readonly unknown[]) => unknown>;

const BOX_TABLES = ["outbox", "draft", "quarantine", "journal", "meta"];

function tablesIn(kind: Kind): readonly string[] {
  return kind === "box" ? BOX_TABLES : Object.keys(cacheTables());
}

/** What these answer is the database's own affair. */
const WRITES = new Set(["put", "bulkPut", "bulkAdd", "clear", "bulkDelete"]);

function tablesOf(database: BoxDatabase | CacheDatabase): readonly string[] {
  return "all" in database ? database.all : BOX_TABLES;
}

function tableOf(database: BoxDatabase | CacheDatabase, name: string): Table {
  const own = (database as unknown as Record<string, Table | undefined>)[name]; // a table of that name, or a noun's
  return own ?? ((database as CacheDatabase).rows(name as Parameters<CacheDatabase["rows"]>[0]) as unknown as Table);
}

/** What is asked may be changed by whoever asked; a filter is asked anew. */
function copied(part: unknown): unknown {
  return typeof part === "function" ? part : structuredClone(part);
}

/** Bytes as text, so that copies are the same; nothing as null. */
function comparable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_, part: unknown) =>
      part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part,
    ),
  );
}

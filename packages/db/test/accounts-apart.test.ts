import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { actAs, readAs, writeAs, type Tx } from "../src/index.ts";
import { testDatabase, type TestDatabase } from "../src/testing/index.ts";
import { aFullAccount } from "./accounts.ts";
import { asOwner } from "./as-owner.ts";

const NO_RIGHT = "42501";
const NO_PARENT = "23503";

type Full = Awaited<ReturnType<typeof aFullAccount>>;

describe.each([
  { walls: "both walls", takeDown: async () => {} },
  { walls: "row-level security alone, foreign keys taken down", takeDown: dropForeignKeys },
])("two accounts, with $walls", ({ takeDown }) => {
  let base: TestDatabase;
  let mine: Full;
  let theirs: Full;
  let tables: string[];

  beforeAll(async () => {
    base = await testDatabase();
    await takeDown(base);
    mine = await aFullAccount(base);
    theirs = await aFullAccount(base);
    tables = await tablesOf(base);
  });
  afterAll(() => base[Symbol.asyncDispose]());

  test("the fixtures fill every table of the catalogue", async () => {
    expect(tables.length).toBeGreaterThanOrEqual(15);
    for (const table of tables) expect([table, await countAsOwner(base, table, theirs)]).not.toEqual([table, 0]);
  });

  test("no table shows another account's rows, and each shows one's own", async () => {
    for (const table of tables) {
      const seen = await readAs(base.db, mine.accountId, (tx) => accountsIn(tx, table));
      expect([table, seen]).toEqual([table, [mine.accountId]]);
    }
  });

  test("without a context there are no rows at all, and none can be changed", async () => {
    for (const table of tables) expect([table, await accountsIn(base.db, table)]).toEqual([table, []]);
    expect(await base.db.$executeRaw`UPDATE account SET version = version + 1`).toBe(0);
    await expect(writeAs(base.db, randomUUID(), async () => {})).rejects.toThrow(/no such account/);
  });

  test("another account's rows can neither be made, changed, moved nor removed", async () => {
    const before = await fingerprints(base, tables, theirs);
    const tried: string[] = [];
    for (const table of tables) {
      for (const [what, sql] of Object.entries(trespasses(table, theirs.accountId))) {
        const outcome = await writeAs(base.db, mine.accountId, (tx) => tx.$executeRawUnsafe(sql)).then(
          (rows) => (rows === 0 ? "0 rows" : `${rows} rows`),
          (error: unknown) => stateOf(error),
        );
        expect([table, what, ["0 rows", NO_RIGHT].includes(outcome), outcome]).toEqual([table, what, true, outcome]);
        tried.push(outcome);
      }
    }
    expect(tried.length).toBe(tables.length * 4);
    expect(await fingerprints(base, tables, theirs)).toEqual(before);
  });

  test("the same statements work on one's own rows where the server may write at all", async () => {
    let worked = 0;
    for (const table of tables) {
      const sql = `UPDATE ${table} SET account_id = account_id WHERE account_id = '${mine.accountId}'`;
      const outcome = await writeAs(base.db, mine.accountId, (tx) => tx.$executeRawUnsafe(sql)).catch(stateOf);
      if (outcome === NO_RIGHT) continue; // written once, never changed: version, mutation_log, ai_request, account_key
      expect([table, outcome]).not.toEqual([table, 0]);
      worked += 1;
    }
    expect(worked).toBeGreaterThanOrEqual(10);
  });
});

describe("foreign keys alone, row-level security taken down", () => {
  test("a row of one account cannot hang on another's", async () => {
    await using base = await testDatabase();
    const mine = await aFullAccount(base);
    const theirs = await aFullAccount(base);
    for (const table of await tablesOf(base)) await asOwner(base, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    expect(await readAs(base.db, mine.accountId, (tx) => accountsIn(tx, "client"))).toHaveLength(2); // the wall is down

    const attach = (table: string, column: string, parent: string) =>
      writeAs(base.db, mine.accountId, (tx) =>
        tx.$executeRawUnsafe(`UPDATE ${table} SET ${column} = '${parent}' WHERE account_id = '${mine.accountId}'`),
      ).catch(stateOf);
    expect(await attach("consent", "client_id", theirs.clientId)).toBe(NO_PARENT);
    expect(await attach("note", "client_id", theirs.clientId)).toBe(NO_PARENT);
    expect(await attach("note_update", "note_id", theirs.noteId)).toBe(NO_PARENT);
    expect(await attach("note_text", "id", theirs.noteId)).toBe(NO_PARENT);
    expect(await attach("summary", "note_id", theirs.noteId)).toBe(NO_PARENT);
    expect(await attach("summary", "client_id", theirs.clientId)).toBe(NO_PARENT);
    expect(await attach("consent", "client_id", mine.clientId)).toBe(1);
  });

  test("every foreign key starts with account_id", async () => {
    await using base = await testDatabase();
    const keys = await asOwner<{ name: string; first: string; columns: number }>(
      base,
      `SELECT c.conname AS name, a.attname AS first FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype IN ('f', 'p')
       AND c.connamespace IN ('public'::regnamespace, 'keys'::regnamespace)
       AND c.conrelid NOT IN ('_prisma_migrations'::regclass, 'secret_check'::regclass)`,
    );
    expect(keys.length).toBeGreaterThanOrEqual(25);
    expect(keys.filter(({ first }) => first !== "account_id")).toEqual([]);
  });
});

test("10,000 random operations of four accounts over two connections leak nothing", { timeout: 240_000 }, async () => {
  await using base = await testDatabase({ connections: 2 });
  const accounts = await Promise.all([1, 2, 3, 4].map(() => aFullAccount(base)));
  const tables = (await tablesOf(base)).filter((table) => table !== "keys.account_key");
  let left = 10_000;
  const done: Record<string, number> = {};
  let leaks = 0;

  const operations: Record<string, (account: Full, table: string) => Promise<string[]>> = {
    reads: ({ accountId }, table) => readAs(base.db, accountId, (tx) => accountsIn(tx, table)),
    writes: ({ accountId }) =>
      writeAs(base.db, accountId, async (tx) => {
        await tx.client.updateMany({ data: { status: "active" } }); // no filter: the wall alone decides
        return accountsIn(tx, "client");
      }),
    "gives up midway": ({ accountId }, table) =>
      actAs(base.db, accountId, async (tx) => {
        throw new GaveUp(await accountsIn(tx, table));
      }).catch(seenBefore),
    "breaks midway": ({ accountId }, table) =>
      actAs(base.db, accountId, async (tx) => {
        const seen = await accountsIn(tx, table);
        await tx.$executeRaw`SELECT 1 / 0`.catch(() => {});
        throw new GaveUp(seen);
      }).catch(seenBefore),
    "forgets its context": async (_, table) => {
      leaks += (await accountsIn(base.db, table)).length;
      return [];
    },
  };
  const names = Object.keys(operations);

  async function worker(): Promise<void> {
    while (left-- > 0) {
      const name = pick(names);
      const account = pick(accounts);
      const seen = (await operations[name]?.(account, pick(tables))) ?? [];
      leaks += seen.filter((id) => id !== account.accountId).length;
      done[name] = (done[name] ?? 0) + 1;
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker));

  expect(Object.values(done).reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(Math.min(...names.map((name) => done[name] ?? 0))).toBeGreaterThan(1_500);
  expect(leaks).toBe(0);
});

class GaveUp extends Error {
  seen: string[];
  constructor(seen: string[]) {
    super("gave up");
    this.seen = seen;
  }
}

function seenBefore(error: unknown): string[] {
  if (error instanceof GaveUp) return error.seen;
  throw error;
}

function pick<T>(list: readonly T[]): T {
  const item = list[Math.floor(Math.random() * list.length)];
  if (item === undefined) throw new Error("an empty list");
  return item;
}

async function accountsIn(tx: Tx, table: string): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(`SELECT DISTINCT account_id::text AS id FROM ${table}`);
  return rows.map(({ id }) => id);
}

function trespasses(table: string, theirs: string): Record<string, string> {
  return {
    make: `INSERT INTO ${table} SELECT (jsonb_populate_record(x, jsonb_build_object('account_id', '${theirs}'))).* FROM ${table} x`,
    change: `UPDATE ${table} SET account_id = account_id WHERE account_id = '${theirs}'`,
    move: `UPDATE ${table} SET account_id = '${theirs}'`,
    remove: `DELETE FROM ${table} WHERE account_id = '${theirs}'`,
  };
}

async function tablesOf(base: TestDatabase): Promise<string[]> {
  const rows = await asOwner<{ name: string }>(
    base,
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.columns
     WHERE column_name = 'account_id' AND table_schema IN ('public', 'keys') ORDER BY 1`,
  );
  return rows.map(({ name }) => name.replace(/^public\./, ""));
}

async function dropForeignKeys(base: TestDatabase): Promise<void> {
  const keys = await asOwner<{ sql: string }>(
    base,
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS sql FROM pg_constraint WHERE contype = 'f'`,
  );
  await asOwner(base, ...keys.map(({ sql }) => sql));
}

async function countAsOwner(base: TestDatabase, table: string, { accountId }: Full): Promise<number> {
  const [row] = await asOwner<{ n: number }>(
    base,
    `SELECT count(*)::int AS n FROM ${table} WHERE account_id = '${accountId}'`,
  );
  return row?.n ?? 0;
}

async function fingerprints(base: TestDatabase, tables: string[], { accountId }: Full): Promise<string[]> {
  const prints = tables.map(async (table) => {
    const sql = `SELECT md5(string_agg(x::text, ',' ORDER BY x::text)) AS print FROM ${table} x WHERE account_id = '${accountId}'`;
    return `${table} ${(await asOwner<{ print: string }>(base, sql))[0]?.print}`;
  });
  return Promise.all(prints);
}

/** The SQLSTATE of a refused statement. Prisma keeps it in `meta.code` or in the driver's error. */
function stateOf(error: unknown): string {
  return /\b(42501|23503)\b/.exec(JSON.stringify(error))?.[1] ?? String(error);
}

import { randomBytes } from "node:crypto";

import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { migrate, ownerConfig } from "../src/migrate.ts";
import { APP_PASSWORD, testDatabase, type TestDatabase } from "../src/testing/test-database.ts";
import { asOwner } from "./as-owner.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base[Symbol.asyncDispose]());

test("a database that is up to date stays as it is", async () => {
  await using fresh = await anEmptyDatabase();
  await fresh.migrate();
  const before = await fresh.books();
  await fresh.migrate();
  expect(await fresh.books()).toEqual(before);
  expect(before.length).toBeGreaterThanOrEqual(3);
});

test("five processes that start at once migrate once", async () => {
  await using fresh = await anEmptyDatabase();
  await Promise.all(Array.from({ length: 5 }, () => fresh.migrate()));
  const names = (await fresh.books()).map(({ migration_name }) => migration_name);
  expect(names).toEqual([...new Set(names)]);
  expect(await fresh.tables()).toContain("summary");
});

test("a migration killed midway leaves nothing of itself, and the next start finishes", async () => {
  await using fresh = await anEmptyDatabase();
  await asOwner(fresh, await booksOf(base)); // the books, empty, so that they can be held
  const holder = new Client(ownerConfig(fresh.ownerUrl, fresh.ca));
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE _prisma_migrations IN SHARE MODE"); // reading goes on, the entry after the tables waits

  const killed = fresh.migrate().catch((error: unknown) => error);
  const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO _prisma_migrations%'`;
  await expect.poll(() => asOwner(fresh, `SELECT pid ${waiting}`), { timeout: 20_000 }).toHaveLength(1);
  await asOwner(fresh, `SELECT pg_terminate_backend(pid) ${waiting}`);
  expect(String(await killed)).toContain("The migration 0001_tables failed; the database is as it was before it.");
  await holder.end();
  expect(await fresh.tables()).toEqual(["_prisma_migrations"]);

  await fresh.migrate();
  expect(await fresh.tables()).toContain("summary");
});

test("a database made with other migrations is named, not touched", async () => {
  await using fresh = await anEmptyDatabase();
  await fresh.migrate();
  await asOwner(fresh, "UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = '0002_walls'");
  await expect(fresh.migrate()).rejects.toThrow("The migration 0002_walls is not the one this database was made with.");
  await asOwner(
    fresh,
    "UPDATE _prisma_migrations SET checksum = 'other', finished_at = NULL WHERE migration_name = '0002_walls'",
  );
  await expect(fresh.migrate()).rejects.toThrow("0002_walls");
});

async function anEmptyDatabase() {
  const name = `empty_${randomBytes(8).toString("hex")}`;
  await asOwner(base, `CREATE DATABASE ${name}`);
  const link = { ownerUrl: Object.assign(new URL(base.ownerUrl), { pathname: `/${name}` }).href, ca: base.ca };
  return {
    ...link,
    migrate: () => migrate(link.ownerUrl, { ca: base.ca, appPassword: APP_PASSWORD }),
    books: () => asOwner<{ migration_name: string }>(link, "SELECT * FROM _prisma_migrations ORDER BY started_at"),
    async tables(): Promise<string[]> {
      const sql = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1";
      return (await asOwner<{ name: string }>(link, sql)).map(({ name: table }) => table);
    },
    async [Symbol.asyncDispose]() {
      await asOwner(base, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The statement that makes an empty copy of the books. */
async function booksOf(from: TestDatabase): Promise<string> {
  const columns = await asOwner<{ line: string }>(
    from,
    `SELECT format('%I %s %s %s', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
       'DEFAULT ' || pg_get_expr(adbin, adrelid)) AS line
     FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  return `CREATE TABLE _prisma_migrations (${columns.map(({ line }) => line).join(", ")})`;
}

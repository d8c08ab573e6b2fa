import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { actAs, readAs, writeAs } from "../src/index.ts";
import { testDatabase, type TestDatabase } from "../src/testing/index.ts";
import { DEFINER_FUNCTIONS } from "../src/walls.ts";
import { aFullAccount, anAccount } from "./accounts.ts";
import { asOwner } from "./as-owner.ts";

const SYNCED = ["client", "consent", "note", "note_update", "summary"];

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base[Symbol.asyncDispose]());

test("twenty writers at once get twenty versions without a gap, each with a stamp of its own", async () => {
  const accountId = await anAccount(base);
  const ats = await Promise.all(Array.from({ length: 20 }, () => writeAs(base.db, accountId, async (_, at) => at)));
  expect(ats.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(new Set(ats.map(({ stamp }) => stamp)).size).toBe(20);
  const kept = await readAs(base.db, accountId, (tx) => tx.version.findMany({ orderBy: { version: "asc" } }));
  const inOrder = ats.toSorted((a, b) => a.version - b.version);
  expect(kept.map(({ version, stamp }) => ({ version, stamp }))).toEqual(
    inOrder.map(({ version, stamp }) => ({ version, stamp })),
  );
  // Each names the one that it waited for.
  expect(inOrder.map(({ before }) => before)).toEqual(["", ...inOrder.slice(0, -1).map(({ stamp }) => stamp)]);
});

test("a write that fails takes its version back", async () => {
  const accountId = await anAccount(base);
  await expect(writeAs(base.db, accountId, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await writeAs(base.db, accountId, async (_, { version }) => version)).toBe(1);
});

test("every synced row carries the version of the transaction that wrote it, whatever was asked for", async () => {
  const { accountId } = await aFullAccount(base);
  for (const table of SYNCED) {
    const version = await writeAs(base.db, accountId, async (tx, at) => {
      await tx.$executeRawUnsafe(`UPDATE ${table} SET ver = 9999`);
      return at.version;
    });
    const rows = await readAs(base.db, accountId, (tx) =>
      tx.$queryRawUnsafe<{ ver: number }[]>(`SELECT ver FROM ${table}`),
    );
    expect([table, rows]).toEqual([table, [{ ver: version }]]);
  }
});

test("outside of a write transaction no synced row can be made or changed, not even by the owner", async () => {
  const { accountId } = await aFullAccount(base);
  for (const table of SYNCED) {
    const change = actAs(base.db, accountId, (tx) => tx.$executeRawUnsafe(`UPDATE ${table} SET ver = 1`));
    await expect(change).rejects.toThrow(/outside of a write transaction/);
    const copy = `INSERT INTO ${table} SELECT (jsonb_populate_record(x, jsonb_build_object('id', '${randomUUID()}'))).* FROM ${table} x`;
    await expect(actAs(base.db, accountId, (tx) => tx.$executeRawUnsafe(copy))).rejects.toThrow(
      /outside of a write transaction/,
    );
    await expect(asOwner(base, `UPDATE ${table} SET ver = 1`)).rejects.toThrow(/outside of a write transaction/);
  }
});

test("synced rows cannot be deleted, not even by the owner", async () => {
  const { accountId } = await aFullAccount(base);
  for (const table of SYNCED) {
    await expect(writeAs(base.db, accountId, (tx) => tx.$executeRawUnsafe(`DELETE FROM ${table}`))).rejects.toThrow(
      /permission denied/,
    );
    await expect(asOwner(base, `DELETE FROM ${table}`)).rejects.toThrow(/only by the purge/);
  }
});

test("the log of mutations and versions can be added to, and not changed", async () => {
  const { accountId } = await aFullAccount(base);
  for (const table of ["mutation_log", "version", "ai_request", "keys.account_key"]) {
    for (const sql of [`UPDATE ${table} SET account_id = account_id`, `DELETE FROM ${table}`]) {
      await expect(writeAs(base.db, accountId, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/);
    }
  }
});

test("updates of a note are folded only as far as its text holds them, and only in one's own account", async () => {
  const mine = await aFullAccount(base);
  const theirs = await aFullAccount(base);
  const fold = (as: string, noteId: string, upto: number) =>
    actAs(base.db, as, async (tx) => {
      const [row] = await tx.$queryRaw<
        { folded: number }[]
      >`SELECT fold_note_updates(${noteId}::uuid, ${upto}) AS folded`;
      return row?.folded;
    });
  const textUpto = (accountId: string, upto: number) =>
    actAs(base.db, accountId, (tx) => tx.noteText.updateMany({ data: { upto } }));

  expect(await fold(mine.accountId, mine.noteId, 99)).toBe(0); // the text holds nothing yet
  await textUpto(mine.accountId, 1);
  await textUpto(theirs.accountId, 1);
  expect(await fold(mine.accountId, theirs.noteId, 99)).toBe(0);
  expect(await fold(mine.accountId, mine.noteId, 0)).toBe(0);
  expect(await fold(mine.accountId, mine.noteId, 1)).toBe(1);
  expect(await readAs(base.db, theirs.accountId, (tx) => tx.noteUpdate.count())).toBe(1);
});

test("the functions that may look past one account are the listed ones, and docs/security.md names each", async () => {
  const rows = await asOwner<{ name: string; config: string[]; open: boolean }>(
    base,
    `SELECT p.proname AS name, p.proconfig AS config, has_function_privilege('public', p.oid, 'EXECUTE') AS open FROM pg_proc p
     WHERE p.prosecdef AND p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(DEFINER_FUNCTIONS);
  for (const { name, config, open } of rows) {
    expect([name, config, open]).toEqual([name, ["search_path=pg_catalog, public, pg_temp"], false]);
  }
  const page = readFileSync(join(import.meta.dirname, "../../../docs/security.md"), "utf8");
  expect(DEFINER_FUNCTIONS.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

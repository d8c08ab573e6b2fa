import { randomBytes, randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { actAs, openDataKeys, readAs, writeAs } from "../src/index.ts";
import { seal } from "../src/sealing.ts";
import { testDatabase, type TestDatabase } from "../src/testing/index.ts";
import { aFullAccount, anAccount } from "./accounts.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base[Symbol.asyncDispose]());

const TABLES = [
  "client",
  "consent",
  "note",
  "note_update",
  "summary",
  "signature",
  "addendum",
  "goal",
  "measurement",
  "preset",
];
const EVER = new Date("2100-01-01");

function bury(accountId: string): Promise<number> {
  return writeAs(base.db, accountId, async (tx, { version }) => {
    for (const table of TABLES) await tx.$executeRawUnsafe(`UPDATE ${table} SET tombstone = true`);
    return version;
  });
}

async function ask(accountId: string, sql: string): Promise<number | null> {
  const [row] = await actAs(base.db, accountId, (tx) =>
    tx.$queryRawUnsafe<{ answer: number | null }[]>(`SELECT ${sql} AS answer`),
  );
  return row?.answer ?? null;
}

function counts(accountId: string): Promise<number[]> {
  return readAs(base.db, accountId, async (tx) => [
    await tx.client.count(),
    await tx.consent.count(),
    await tx.note.count(),
    await tx.noteUpdate.count(),
    await tx.noteText.count(),
    await tx.summary.count(),
    await tx.signature.count(),
    await tx.addendum.count(),
    await tx.goal.count(),
    await tx.measurement.count(),
    await tx.preset.count(),
    await tx.noteRevision.count(),
  ]);
}

const EACH = Array.from({ length: 12 }, () => 1);
const NONE = EACH.map(() => 0);

const horizonOf = (accountId: string) =>
  readAs(base.db, accountId, async (tx) => (await tx.account.findUniqueOrThrow({ where: { accountId } })).horizon);

describe("tombstones", () => {
  test("go up to a version, of one's own account alone, and the horizon moves with them", async () => {
    const mine = await aFullAccount(base);
    const theirs = await aFullAccount(base);
    const buriedAt = await bury(mine.accountId);
    const theirsAt = await bury(theirs.accountId);

    expect(await ask(mine.accountId, `remove_tombstones(${buriedAt - 1}, 10)`)).toBeNull();
    expect(await counts(mine.accountId)).toEqual(EACH);
    expect(await horizonOf(mine.accountId)).toBe(0);

    expect(await ask(mine.accountId, `remove_tombstones(${theirsAt + buriedAt}, 10)`)).toBe(buriedAt);
    expect(await counts(mine.accountId)).toEqual(NONE);
    expect(await horizonOf(mine.accountId)).toBe(buriedAt);
    expect(await counts(theirs.accountId)).toEqual(EACH);
    expect(await writeAs(base.db, mine.accountId, async (_, { horizon }) => horizon)).toBe(buriedAt);
  });

  test("a row that lives is never removed, nor taken along by its parent", async () => {
    const { accountId, noteId } = await aFullAccount(base);
    expect(await ask(accountId, "remove_tombstones(99, 10)")).toBeNull();
    await writeAs(base.db, accountId, (tx) => tx.note.updateMany({ where: { id: noteId }, data: { tombstone: true } }));
    await expect(ask(accountId, "remove_tombstones(99, 10)")).rejects.toThrow(/only by the purge/);
    expect(await counts(accountId)).toEqual(EACH);
  });
});

test("arguments of the log are dropped by their age, what broke keeps its own, and other accounts keep theirs", async () => {
  const mine = await aFullAccount(base);
  const theirs = await aFullAccount(base);
  await writeAs(base.db, mine.accountId, async (tx, { version }) => {
    const [first] = await tx.mutationLog.findMany();
    if (!first) throw new Error("nothing logged");
    await tx.mutationLog.createMany({
      data: [
        { ...first, seq: 2, mid: randomUUID(), version, status: "quarantined" },
        { ...first, seq: 3, mid: randomUUID(), version, receivedAt: EVER },
      ],
    });
  });
  expect(await ask(mine.accountId, "drop_arguments('2099-01-01', 10)")).toBe(1);
  const kept = (accountId: string) =>
    readAs(base.db, accountId, async (tx) =>
      (await tx.mutationLog.findMany({ orderBy: { seq: "asc" } })).map(({ seq, sealed }) => [seq, sealed !== null]),
    );
  expect(await kept(mine.accountId)).toEqual([
    [1, false],
    [2, true],
    [3, true],
  ]);
  expect(await kept(theirs.accountId)).toEqual([[1, true]]);
});

test("stamps go below a version and by their age; the first that is left is the horizon", async () => {
  const accountId = await anAccount(base);
  for (let made = 0; made < 6; made += 1) await writeAs(base.db, accountId, async () => {});
  expect(await ask(accountId, "thin_versions(5, '2000-01-01', 100)")).toBeNull();
  expect(await ask(accountId, "thin_versions(5, '2099-01-01', 3)")).toBe(3);
  expect(await ask(accountId, "thin_versions(5, '2099-01-01', 3)")).toBe(4);
  expect(await ask(accountId, "thin_versions(5, '2099-01-01', 3)")).toBeNull();
  const left = await readAs(base.db, accountId, (tx) => tx.version.findMany({ orderBy: { version: "asc" } }));
  expect(left.map(({ version }) => version)).toEqual([5, 6]);
  expect(await horizonOf(accountId)).toBe(5);
});

test("an account is named for tidying when something in it is due", async () => {
  const { accountId, clientId } = await aFullAccount(base);
  const due = async (deleted: string, received: string) => {
    const rows = await base.db.$queryRawUnsafe<{ account_id: string }[]>(
      `SELECT account_id FROM accounts_to_tidy('${deleted}', '${received}')`,
    );
    return rows.some((row) => row.account_id === accountId);
  };
  expect(await due("2026-06-01", "2026-01-01")).toBe(false);
  expect(await due("2026-06-01", "2027-01-01")).toBe(true);
  const deletedAt = new Date("2026-05-20");
  await writeAs(base.db, accountId, (tx) => tx.client.updateMany({ where: { id: clientId }, data: { deletedAt } }));
  expect(await due("2026-05-19", "2026-01-01")).toBe(false);
  expect(await due("2026-05-20", "2026-01-01")).toBe(true);
  await writeAs(base.db, accountId, (tx) => tx.client.updateMany({ data: { deletedAt: null, tombstone: true } }));
  expect(await due("2026-01-01", "2026-01-01")).toBe(true);
});

test("digests are an account's own, and stay the same under a new data key", async () => {
  const [one, other] = [await anAccount(base), await anAccount(base)];
  const before = await base.keys.of(one);
  expect(before.digest("a text")).toBe(before.digest("a text"));
  expect(before.digest("a text")).not.toBe(before.digest("another"));
  expect(before.digest("a text")).not.toBe((await base.keys.of(other)).digest("a text"));

  const { key: wrapping, version: kekVersion } = base.secrets.keyEncryptionKey;
  const wrapped = seal(wrapping, `${one}|account_key|2`, randomBytes(32));
  const data = { accountId: one, version: 2, kekVersion, wrapped, createdAt: new Date() };
  await actAs(base.db, one, (tx) => tx.accountKey.create({ data }));
  const after = await openDataKeys(base.db, base.secrets).of(one);
  expect([after.version, after.digest("a text")]).toEqual([2, before.digest("a text")]);
});

import { afterAll, beforeAll, expect, test } from "vitest";

import { actAs, isTransient, readAs, writeAs, type Tx } from "../src/index.ts";
import { testDatabase, type TestDatabase } from "../src/testing/index.ts";
import { aFullAccount, anAccount } from "./accounts.ts";
import { asOwner } from "./as-owner.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base[Symbol.asyncDispose]());

test("a deadlock, a lock that takes too long, a snapshot overtaken and a lost connection may be tried again", async () => {
  const { accountId } = await aFullAccount(base);
  expect(await transience(deadlock(accountId))).toEqual([true]);
  expect(await transience(lockTimeout(accountId))).toEqual([true]);
  expect(await transience(overtaken(accountId))).toEqual([true]);
  expect(await transience(connectionLost(accountId))).toEqual([true]);
});

test("a broken rule, a missing right and a bug may not", async () => {
  const accountId = await anAccount(base);
  const within = (work: (tx: Tx) => Promise<unknown>) => actAs(base.db, accountId, work);
  const version = { accountId, version: 1, stamp: "a", at: new Date() };
  expect(await transience(within((tx) => tx.version.createMany({ data: [version, version] })))).toEqual([false]);
  expect(await transience(within((tx) => tx.$executeRaw`DELETE FROM client`))).toEqual([false]);
  expect(await transience(within((tx) => tx.$queryRaw`SELECT 1 / 0`))).toEqual([false]);
  expect(await transience(within(() => Promise.reject(new TypeError("a bug"))))).toEqual([false]);
});

async function transience(...work: Promise<unknown>[]): Promise<boolean[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => isTransient(reason));
}

/** Two transactions that take the same two rows in opposite order: Postgres ends one. */
async function deadlock(accountId: string): Promise<void> {
  const [first, second] = [gate(), gate()];
  const take = (tx: Tx, table: string) => tx.$executeRawUnsafe(`SELECT * FROM ${table} FOR UPDATE`);
  await Promise.all([
    actAs(base.db, accountId, async (tx) => {
      await take(tx, "client");
      first.open();
      await second.opened;
      await take(tx, "note");
    }),
    actAs(base.db, accountId, async (tx) => {
      await take(tx, "note");
      second.open();
      await first.opened;
      await take(tx, "client");
    }),
  ]);
}

function lockTimeout(accountId: string): Promise<unknown> {
  return writeAs(base.db, accountId, () =>
    actAs(base.db, accountId, async (tx) => {
      await tx.$executeRaw`SET LOCAL lock_timeout = '20ms'`;
      await tx.$queryRaw`SELECT * FROM begin_write(${accountId}::uuid)`;
    }),
  );
}

function overtaken(accountId: string): Promise<unknown> {
  return readAs(base.db, accountId, async (tx) => {
    await tx.device.count();
    await actAs(base.db, accountId, (other) => other.device.updateMany({ data: { lastSeq: 1 } }));
    await tx.device.updateMany({ data: { lastSeq: 2 } });
  });
}

function connectionLost(accountId: string): Promise<unknown> {
  return actAs(base.db, accountId, async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await asOwner(base, `SELECT pg_terminate_backend(${row?.pid}, 5000)`);
    await tx.device.count();
  });
}

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

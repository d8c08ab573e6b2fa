import { Prisma } from "../generated/prisma/client.ts";
import type { Database, Tx } from "./connect.ts";

/** A place in an account's history: the version its write transaction made, and the stamp of that version. */
export type At = { version: number; stamp: string };
/**
 * What a write transaction begins with. `horizon`: below it, what was removed for good may have been missed; `before`:
 * the stamp of the version before, "" when there is none.
 */
type Begun = At & { horizon: number; before: string };

/** One snapshot of one account: every query of `work` sees the same moment and no other account's rows. */
export function readAs<T>(db: Database, accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      await setAccount(tx, accountId);
      return work(tx);
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead },
  );
}

/** A transaction within one account that touches nothing synced: sessions, keys, devices, runs. */
export function actAs<T>(db: Database, accountId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    await setAccount(tx, accountId);
    return work(tx);
  });
}

/**
 * The one way to write what syncs: sets the account's context, locks the account and adds 1 to its version, stamps
 * that version, and lets `work` write under it. Two writers of one account wait for each other; a rollback takes the
 * version back too.
 */
export function writeAs<T>(db: Database, accountId: string, work: (tx: Tx, at: Begun) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    const [at] = await tx.$queryRaw<
      Begun[]
    >`SELECT version, stamp, horizon, before FROM begin_write(${accountId}::uuid)`;
    if (!at) throw new Error("begin_write answered nothing");
    return work(tx, at);
  });
}

async function setAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.$queryRaw`SELECT set_config('app.account_id', ${accountId}, true)`;
}

const TRANSIENT_STATES = new Set([
  "40001",
  "40P01",
  "55P03",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
]);
const TRANSIENT_PRISMA = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "P2034",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
]);

/** Whether trying the same transaction again may succeed: locks, serialisation, time-outs, a connection that broke. */
export function isTransient(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error || isRecord(cause); cause = cause["cause"]) {
    const { code, originalCode, kind } = cause as Record<string, unknown>; // an error's own fields, by name
    if (
      [code, originalCode].some(
        (value) => typeof value === "string" && (TRANSIENT_STATES.has(value) || TRANSIENT_PRISMA.has(value)),
      )
    )
      return true;
    if (
      kind === "TransactionWriteConflict" ||
      kind === "ConnectionClosed" ||
      kind === "SocketTimeout" ||
      kind === "DatabaseNotReachable"
    )
      return true;
    const meta = (cause as Record<string, unknown>)["meta"]; // Prisma keeps the driver's error there
    if (isRecord(meta) && meta["driverAdapterError"] && isTransient(meta["driverAdapterError"])) return true;
  }
  return false;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

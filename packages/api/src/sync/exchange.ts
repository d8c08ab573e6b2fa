import { actAs, isTransient, readAs, writeAs, type At, type DataKey, type Tx } from "@cliently/db";
import { TRPCError } from "@trpc/server";

import type { Services } from "../context.ts";
import { catalogue } from "../domain/catalogue.ts";
import {
  INLINE_BYTES,
  type Cursor,
  type ExchangeReply,
  type ExchangeRequest,
  type RowChange,
  type SyncEvent,
} from "../domain/protocol.ts";
import { compact } from "./compact.ts";
import { follow } from "./consequences.ts";
import { countFailure, decide, type Decision } from "./decide.ts";
import { isWorthNoting, lastSeqOf, noteDevice, type KnownDevice } from "./devices.ts";
import { pull, rowsAt, stampOf, type Page } from "./pull.ts";
import type { Written } from "./prisma-store.ts";

/**
 * One round trip: decides what the device sends and answers with everything it has not seen, from one transaction.
 * After the commit every open stream of the account hears of it.
 */
export async function exchange(
  services: Services,
  accountId: string,
  request: ExchangeRequest,
): Promise<ExchangeReply> {
  // The key is unwrapped before the transaction: inside it would hold the account's lock meanwhile.
  const key = await services.keys.of(accountId);
  try {
    return request.mutations.length
      ? await push(services, accountId, key, request)
      : await look(services, accountId, key, request);
  } catch (error) {
    if (!isTransient(error)) throw error;
    services.log("sync.busy");
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. It will be tried again." });
  }
}

type Pushed = { at: At; decision: Decision; page: Page; unfoldable: string[] };

/** Thrown to take a write transaction back, with the version it made, when nothing was decided in it. */
class NothingNew extends Error {
  readonly decision: Decision;
  constructor(decision: Decision) {
    super("nothing new");
    this.decision = decision;
  }
}

async function push(
  services: Services,
  accountId: string,
  key: DataKey,
  request: ExchangeRequest,
): Promise<ExchangeReply> {
  const { db, bus } = services;
  const now = services.clock();
  let pushed: Pushed | undefined;
  let decision: Decision;
  try {
    pushed = await writeAs(db, accountId, (tx, at) => decideAndPull(tx, at, accountId, key, request, now));
    decision = pushed.decision;
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error;
    decision = error.decision;
  }
  if (decision.failed !== null) {
    services.log("sync.broken", { device: request.device, seq: decision.failed });
    await countFailure(db, accountId, request.device, decision.failed, now);
  }
  const decided = { results: decision.results, ackedSeq: decision.lastSeq };
  if (!pushed) return { ...(await look(services, accountId, key, request)), ...decided };

  for (const note of pushed.unfoldable) services.log("sync.unfoldable", { note });
  bus.publish(accountId, changedEvent(pushed.at, decision.written, request.device));
  follow(services, accountId, decision.applied);
  return { ...decided, ...pushed.page, now };
}

async function decideAndPull(
  tx: Tx,
  at: At,
  accountId: string,
  key: DataKey,
  request: ExchangeRequest,
  now: number,
): Promise<Pushed> {
  const { device: deviceId, mutations, cursor } = request;
  const lastSeq = await lastSeqOf(tx, accountId, deviceId);
  if (lastSeq === null) await noteDevice(tx, accountId, key, request, { lastSeq: 0, cursorVersion: 0, now });
  const decision = await decide({ tx, at, accountId, key, deviceId, lastSeq: lastSeq ?? 0, now, mutations, catalogue });
  if (!decision.isNew) throw new NothingNew(decision);

  const unfoldable = await compact(tx, accountId, key, decision.written);
  const page = await pull(tx, accountId, key, cursor, at);
  const inPage = new Set(page.changes.map(({ noun, id }) => `${noun}|${id}`));
  page.changes.push(
    ...(await rowsAt(
      tx,
      accountId,
      key,
      decision.touched.filter(({ noun, id }) => !inPage.has(`${noun}|${id}`)),
    )),
  );
  await noteDevice(tx, accountId, key, request, {
    lastSeq: decision.lastSeq,
    cursorVersion: seenBy(request, page),
    now,
  });
  return { at, decision, page, unfoldable };
}

/** Answers from one snapshot, without a lock. What it learns of the device is noted afterwards, now and then. */
async function look(
  { db, clock }: Services,
  accountId: string,
  key: DataKey,
  request: ExchangeRequest,
): Promise<ExchangeReply> {
  const now = clock();
  const { device, page } = await readAs(db, accountId, async (tx) => {
    const device: KnownDevice | null = await tx.device.findUnique({
      where: { accountId_id: { accountId, id: request.device } },
    });
    return { device, page: await pull(tx, accountId, key, request.cursor, await headOf(tx, accountId)) };
  });
  if (isWorthNoting(device, request, now)) {
    const cursorVersion = seenBy(request, page);
    await actAs(db, accountId, (tx) => noteDevice(tx, accountId, key, request, { cursorVersion, now }));
  }
  return { results: [], ackedSeq: device?.lastSeq ?? 0, ...page, now };
}

/** How far in this history a device has come, as it says itself. */
function seenBy({ cursor }: ExchangeRequest, { reset }: Page): number {
  return reset ? 0 : (cursor?.version ?? 0);
}

/** The newest version of the account, as of this transaction's snapshot. */
export async function headOf(tx: Tx, accountId: string): Promise<Cursor> {
  const { version } = await tx.account.findUniqueOrThrow({ where: { accountId }, select: { version: true } });
  return { version, stamp: await stampOf(tx, accountId, version) };
}

/** What the open streams are told of a commit: with the rows when they are small. */
export function changedEvent(at: At, written: Written[], device: string): SyncEvent {
  const newest = new Map(written.map((write) => [`${write.noun}|${write.id}`, write]));
  const changes: RowChange[] = [...newest.values()].map(({ noun, id, row }) => ({
    noun,
    id,
    version: at.version,
    row,
  }));
  const small = Buffer.byteLength(JSON.stringify(changes)) <= INLINE_BYTES;
  return { kind: "changed", from: at.version - 1, cursor: at, changes: small ? changes : null, device };
}

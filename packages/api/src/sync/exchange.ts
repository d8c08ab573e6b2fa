import { isTransient, readAs, writeAs, type At, type DataKey, type Tx } from "@cliently/db";
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
import { decide, type Decision } from "./decide.ts";
import { pull, rowsAt, stampOf, type Page } from "./pull.ts";
import type { Written } from "./prisma-store.ts";

/**
 * One round trip: decides what the device sends and answers with everything it has not seen, from one transaction.
 * After the commit every open stream of the account hears of it.
 */
export async function exchange(services: Services, accountId: string, request: ExchangeRequest): Promise<ExchangeReply> {
  const key = await services.keys.of(accountId);
  try {
    return request.mutations.length ? await push(services, accountId, key, request) : await look(services, accountId, key, request);
  } catch (error) {
    if (!isTransient(error)) throw error;
    services.log("sync.busy", {});
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. It will be tried again." });
  }
}

/** Thrown to take a write transaction back when all it was sent had been decided before. */
class NothingNew extends Error {}

async function push(services: Services, accountId: string, key: DataKey, request: ExchangeRequest): Promise<ExchangeReply> {
  const { device, mutations } = request;
  const now = services.clock();
  let pushed: { at: At; decision: Decision; page: Page };
  let earlier: Decision | undefined;
  try {
    pushed = await writeAs(services.db, accountId, async (tx, at) => {
      const lastSeq = await meet(tx, accountId, key, request, now);
      const decision = await decide({ tx, at, accountId, key, deviceId: device, lastSeq, now, mutations, catalogue });
      if (!decision.isNew && !decision.hasFailed) {
        earlier = decision;
        throw new NothingNew();
      }
      await compact(tx, accountId, key, decision.written);
      await tx.device.update({
        where: { accountId_id: { accountId, id: device } },
        data: { lastSeq: decision.lastSeq, lastSeenAt: new Date(now), cursorVersion: request.cursor?.version ?? 0, pendingReported: request.pending },
      });
      const page = await pull(tx, accountId, key, request.cursor, at);
      page.changes.push(...(await rowsAt(tx, accountId, key, decision.touched)));
      return { at, decision, page };
    });
  } catch (error) {
    if (!(error instanceof NothingNew) || !earlier) throw error;
    const reply = await look(services, accountId, key, request);
    return { ...reply, results: earlier.results, ackedSeq: earlier.lastSeq };
  }

  const { at, decision, page } = pushed;
  services.bus.publish(accountId, changedEvent(at, decision.written, device));
  follow(services, accountId, decision.applied);
  return { results: decision.results, ackedSeq: decision.lastSeq, ...page, now };
}

async function look(services: Services, accountId: string, key: DataKey, request: ExchangeRequest): Promise<ExchangeReply> {
  return readAs(services.db, accountId, async (tx) => {
    const head = await headOf(tx, accountId);
    const known = await tx.device.findUnique({ where: { accountId_id: { accountId, id: request.device } }, select: { lastSeq: true } });
    const page = await pull(tx, accountId, key, request.cursor, head);
    return { results: [], ackedSeq: known?.lastSeq ?? 0, ...page, now: services.clock() };
  });
}

/** The newest version of the account, as of this transaction's snapshot. */
export async function headOf(tx: Tx, accountId: string): Promise<Cursor> {
  const { version } = await tx.account.findUniqueOrThrow({ where: { accountId }, select: { version: true } });
  return { version, stamp: await stampOf(tx, accountId, version) };
}

/** What the open streams are told of a commit: with the rows when they are small. */
export function changedEvent(at: At, written: Written[], device: string | null): SyncEvent {
  const newest = new Map(written.map((write) => [`${write.noun}|${write.id}`, write]));
  const changes: RowChange[] = [...newest.values()].map(({ noun, id, row }) => ({ noun, id, version: at.version, row }));
  const small = JSON.stringify(changes).length <= INLINE_BYTES;
  return { kind: "changed", from: at.version - 1, cursor: at, changes: small ? changes : null, device };
}

/** The device's row, made at its first contact; returns the last seq that was decided. */
async function meet(tx: Tx, accountId: string, key: DataKey, { device: id, label }: ExchangeRequest, now: number): Promise<number> {
  const known = await tx.device.findUnique({ where: { accountId_id: { accountId, id } }, select: { lastSeq: true } });
  if (known) return known.lastSeq;
  const at = new Date(now);
  const sealed = key.sealJson("device", id, { label });
  await tx.device.create({ data: { accountId, id, createdAt: at, lastSeenAt: at, keyVersion: key.version, sealed } });
  return 0;
}

import { TRPCError } from "@trpc/server";

import type { Services } from "../context.ts";
import { catalogue } from "../domain/catalogue.ts";
import type { Cursor, ExchangeReply, ExchangeRequest } from "../domain/protocol.ts";
import { changedEvent } from "./changed-event.ts";
import { compact } from "./compact.ts";
import { follow } from "./consequences.ts";
import { decide, type Catalogue, type Decision } from "./decide.ts";
import { pull, type Page } from "./pull.ts";
import type { Head, KnownDevice, SyncWrites } from "./storage.ts";

/** What an exchange stands on. */
export type ExchangeParts = Pick<Services, "storage" | "bus" | "clock" | "log"> & {
  /** Whoever begins what follows from a mutation; nobody when it is left out. */
  assistant?: Pick<Services["assistant"], "requested" | "stopped">;
  /** The mutations that a device may send; those of this build when it is left out. */
  catalogue?: Catalogue;
};

/** A device that only looks is noted at most this often, in ms, unless something about it changed. */
const NOTED_MS = 60_000;

/**
 * One round trip: decides what the device sends and answers with everything it has not seen, from one transaction.
 * After the commit every open stream of the account hears of it.
 */
export async function exchange(
  parts: ExchangeParts,
  accountId: string,
  request: ExchangeRequest,
): Promise<ExchangeReply> {
  try {
    return request.mutations.length ? await push(parts, accountId, request) : await look(parts, accountId, request);
  } catch (error) {
    if (!parts.storage.isTransient(error)) throw error;
    parts.log("sync.busy");
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. It will be tried again." });
  }
}

type Pushed = { at: Cursor; decision: Decision; page: Page; unfoldable: string[] };

/** Thrown to take a write transaction back, with the version it made, when nothing was decided in it. */
class NothingNew extends Error {
  readonly decision: Decision;
  constructor(decision: Decision) {
    super("nothing new");
    this.decision = decision;
  }
}

async function push(parts: ExchangeParts, accountId: string, request: ExchangeRequest): Promise<ExchangeReply> {
  const { storage, bus, clock, log, assistant } = parts;
  const now = clock();
  let pushed: Pushed | undefined;
  let decision: Decision;
  try {
    pushed = await storage.write(accountId, (tx, at) => decideAndPull(parts, tx, at, request, now));
    decision = pushed.decision;
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error;
    decision = error.decision;
  }
  const { failed } = decision;
  if (failed !== null) {
    log("sync.broken", { device: request.device, seq: failed });
    // On its own, so that it counts even when the batch was taken back.
    await storage.note(accountId, (tx) => tx.countFailure(request.device, failed, now, 1));
  }
  const decided = { results: decision.results, ackedSeq: decision.lastSeq };
  if (!pushed) return { ...(await look(parts, accountId, request)), ...decided };

  for (const note of pushed.unfoldable) log("sync.unfoldable", { note });
  bus.publish(accountId, changedEvent(pushed.at, decision.written, request.device));
  if (assistant) follow(assistant, accountId, decision.applied);
  return { ...decided, ...pushed.page, now };
}

async function decideAndPull(
  { catalogue: known = catalogue }: ExchangeParts,
  tx: SyncWrites,
  at: Head,
  request: ExchangeRequest,
  now: number,
): Promise<Pushed> {
  const { device: deviceId, mutations, cursor } = request;
  const device = await tx.device(deviceId);
  if (!device) await tx.keepDevice(deviceId, newsOf(request, null, now));
  const lastSeq = device?.lastSeq ?? 0;
  const decision = await decide({ tx, at, deviceId, lastSeq, now, mutations, catalogue: known });
  if (!decision.isNew) throw new NothingNew(decision);

  const unfoldable = await compact(tx, decision.written);
  const page = await pull(tx, cursor, at);
  const inPage = new Set(page.changes.map(({ noun, id }) => `${noun}|${id}`));
  page.changes.push(...(await tx.rowsAt(decision.touched.filter(({ noun, id }) => !inPage.has(`${noun}|${id}`)))));
  await tx.keepDevice(deviceId, { ...newsOf(request, page, now), lastSeq: decision.lastSeq });
  return { at, decision, page, unfoldable };
}

/** Answers from one snapshot, without a lock. What it learns of the device is noted afterwards, now and then. */
async function look(
  { storage, clock }: ExchangeParts,
  accountId: string,
  request: ExchangeRequest,
): Promise<ExchangeReply> {
  const now = clock();
  const { device, page } = await storage.read(accountId, async (tx) => ({
    device: await tx.device(request.device),
    page: await pull(tx, request.cursor, await tx.head()),
  }));
  if (isWorthNoting(device, request, now))
    await storage.note(accountId, (tx) => tx.keepDevice(request.device, newsOf(request, page, now)));
  return { results: [], ackedSeq: device?.lastSeq ?? 0, ...page, now };
}

/** What the device tells of itself; how far in this history it has come, as it says itself. */
function newsOf({ label, pending, cursor }: ExchangeRequest, page: Page | null, now: number) {
  const cursorVersion = page && !page.reset ? (cursor?.version ?? 0) : 0;
  return { label, pendingReported: pending, cursorVersion, lastSeenAt: now };
}

/** Whether what a looking device tells of itself is worth a write. */
function isWorthNoting(known: KnownDevice | null, { pending }: ExchangeRequest, now: number): boolean {
  return !known || known.pendingReported !== pending || now - known.lastSeenAt > NOTED_MS;
}

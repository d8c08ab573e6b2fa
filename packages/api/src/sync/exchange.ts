import { TRPCError } from "@trpc/server";

import type { Services } from "../context.ts";
import { catalogue } from "../domain/catalogue.ts";
import type { Cursor, ExchangeReply, ExchangeRequest, Reset, RevokedReply } from "../domain/protocol.ts";
import { changedEvent, changesOf } from "./changed-event.ts";
import { compact } from "./compact.ts";
import { follow } from "./consequences.ts";
import { decide, type Catalogue, type Decision } from "./decide.ts";
import { pull, resetFor, type Page } from "./pull.ts";
import { rejoin } from "./rejoin.ts";
import { revise } from "./revise.ts";
import { DeviceRevoked } from "./revoked.ts";
import type { Head, KnownDevice, SyncReads, SyncStorage, SyncWrites } from "./storage.ts";

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
 * After the commit every open stream of the account hears of it. `former`: the device that this browser was before.
 */
export async function exchange(
  parts: ExchangeParts,
  accountId: string,
  request: ExchangeRequest,
  former: string | null = null,
): Promise<ExchangeReply | RevokedReply> {
  try {
    if (request.trail ?? request.rejoin) return await comeBack(parts, accountId, request);
    if (request.mutations.length) return await push(parts, accountId, request);
    return await look(parts, accountId, request, former);
  } catch (error) {
    if (error instanceof DeviceRevoked) return { revoked: request.device };
    if (!parts.storage.isTransient(error)) throw error;
    parts.log("sync.busy");
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. It will be tried again." });
  }
}

type Pushed = { at: Cursor; before: string; decision: Decision; page: Page; unfoldable: string[] };

/** Thrown to take a write transaction back, with the version it made, when nothing was decided in it. */
class NothingNew extends Error {
  readonly decision: Decision | null;
  constructor(decision: Decision | null) {
    super("nothing new");
    this.decision = decision;
  }
}

async function push(parts: ExchangeParts, accountId: string, request: ExchangeRequest): Promise<ExchangeReply> {
  const { storage, bus, clock, log, assistant } = parts;
  const now = clock();
  let pushed: Pushed | undefined;
  let decision: Decision | null;
  try {
    pushed = await storage.write(accountId, (tx, at) => decideAndPull(parts, tx, at, request, now));
    decision = pushed.decision;
  } catch (error) {
    if (!(error instanceof NothingNew)) throw error;
    decision = error.decision;
  }
  const failed = decision?.failed;
  if (failed) {
    if (failed.attempts) log("sync.broken", { device: request.device, seq: failed.seq });
    // On its own, so that it counts even when the batch was taken back.
    await storage.note(accountId, (tx) => tx.countFailure(request.device, failed.seq, now, failed.attempts));
  }
  if (!pushed) {
    const looked = await look(parts, accountId, request, null);
    return decision ? { ...looked, results: decision.results, ackedSeq: decision.lastSeq } : looked;
  }

  const { at, before, page, unfoldable } = pushed;
  const { results, lastSeq, written, applied } = pushed.decision;
  for (const note of unfoldable) log("sync.unfoldable", { note });
  bus.publish(accountId, changedEvent(at, before, written, request.device));
  if (assistant) follow(assistant, accountId, applied);
  return { results, ackedSeq: lastSeq, ...page, now };
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
  if (device?.revokedAt) throw new DeviceRevoked();
  // First it brings back what this history lacks: the parents of what it sends may be among that.
  const reset = await resetFor(tx, cursor, at);
  if (isAstray(reset)) throw new NothingNew(null);
  if (!device) await tx.keepDevice(deviceId, newsOf(request, null, now, 0));
  const { lastSeq, forkedAt } = device ?? { lastSeq: 0, forkedAt: null };
  const decision = await decide({ tx, at, deviceId, lastSeq, forkedAt, now, mutations, catalogue: known });
  if (!decision.isNew) throw new NothingNew(decision);

  await revise(tx, decision.written);
  const unfoldable = await compact(tx, decision.texts);
  const { version, stamp } = at;
  // Who stood at the version before misses nothing but what was just written.
  const stood = !reset && cursor?.version === version - 1 ? cursor : null;
  const page: Page = stood
    ? { reset, changes: changesOf(version, decision.written), cursor: { version, stamp }, more: false }
    : await pull(tx, cursor, at, reset);
  const inPage = new Set(page.changes.map(({ noun, id }) => `${noun}|${id}`));
  page.changes.push(...(await tx.rowsAt(decision.touched.filter(({ noun, id }) => !inPage.has(`${noun}|${id}`)))));
  const { lastSeq: decided } = decision;
  await tx.keepDevice(deviceId, { ...newsOf(request, page, now, decided), lastSeq: decided });
  const before = stood ? stood.stamp : await tx.stampOf(version - 1);
  return { at, before, decision, page, unfoldable };
}

/** Answers from one snapshot, without a lock. What it learns of the device is noted afterwards, now and then. */
async function look(
  { storage, clock }: ExchangeParts,
  accountId: string,
  request: ExchangeRequest,
  former: string | null,
): Promise<ExchangeReply> {
  const now = clock();
  const isNewBox = request.cursor === null && former !== null && former !== request.device;
  const { device, page, devices, before } = await storage.read(accountId, async (tx) => {
    const known = await tx.device(request.device);
    if (known?.revokedAt) throw new DeviceRevoked();
    const head = await tx.head();
    return {
      device: known,
      page: await pull(tx, request.cursor, head, await resetFor(tx, request.cursor, head)),
      devices: await tx.deviceLabels(),
      before: isNewBox ? await tx.device(former) : null,
    };
  });
  await note(storage, accountId, request, device, page, now);
  const evicted = before ? { evicted: { pending: before.pendingReported, at: before.lastSeenAt } } : {};
  return { results: [], ackedSeq: device?.lastSeq ?? 0, ...page, now, devices, ...evicted };
}

/**
 * A device comes from a history that this database does not hold: says where the two part, and takes back what this
 * one lacks. Brings no rows: the device first keeps what only it has. One that has given back everything asks for the
 * rows from the beginning, and names the place at which it had: another backup may have come back meanwhile.
 */
async function comeBack(parts: ExchangeParts, accountId: string, request: ExchangeRequest): Promise<ExchangeReply> {
  const { storage, clock } = parts;
  const now = clock();
  const { cursor, trail = [], rejoin: offered } = request;
  const { device, reset, common } = await storage.read(accountId, async (tx) => {
    const known = await tx.device(request.device);
    if (known?.revokedAt) throw new DeviceRevoked();
    return {
      device: known,
      reset: await resetOf(tx, cursor, trail.at(-1) ?? null),
      common: await commonOf(tx, trail),
    };
  });
  if (!isAstray(reset)) return look(parts, accountId, { ...request, mutations: [] }, null);

  const isIn = offered ? await rejoin(parts, accountId, offered, common) : false;
  const page = { reset, changes: [], cursor: { version: 0, stamp: "" }, more: true };
  await note(storage, accountId, request, device, page, now);
  const rejoined = isIn && offered ? { rejoined: offered.length } : {};
  const { version, stamp } = await storage.read(accountId, (tx) => tx.head());
  const answer = { ...page, cursor: { version, stamp }, now, common, ...rejoined };
  return { results: [], ackedSeq: device?.lastSeq ?? 0, ...answer };
}

/** Why neither its place nor the one before can be gone on from; a place in the middle of pages alone says too little. */
async function resetOf(tx: SyncReads, cursor: Cursor | null, before: Cursor | null): Promise<Reset | null> {
  const head = await tx.head();
  const reset = await resetFor(tx, cursor, head);
  if (isAstray(reset)) return reset;
  const earlier = await resetFor(tx, before, head);
  return isAstray(earlier) ? earlier : reset;
}

/** The newest of a device's former places that this history holds as well. */
async function commonOf(tx: SyncReads, trail: readonly Cursor[]): Promise<number> {
  for (const { version, stamp } of trail.toSorted((a, b) => b.version - a.version)) {
    if ((await tx.stampOf(version)) === stamp) return version;
  }
  return 0;
}

/** Whether a cursor is of another history: of a version that is not there yet, or is there with another stamp. */
function isAstray(reset: Reset | null): boolean {
  return reset === "forked" || reset === "future";
}

/** Keeps what is learned of a device that only looks: not every time, but always that it came from another history. */
async function note(
  storage: SyncStorage,
  accountId: string,
  request: ExchangeRequest,
  known: KnownDevice | null,
  page: Page,
  now: number,
): Promise<void> {
  const forked = isAstray(page.reset) ? { forkedAt: now } : {};
  if (!isAstray(page.reset) && !isWorthNoting(known, request, now)) return;
  const news = newsOf(request, page, now, known?.lastSeq ?? 0);
  await storage.note(accountId, (tx) => tx.keepDevice(request.device, { ...news, ...forked }));
}

/** What the device tells of itself; how far in this history it has come, as it says itself. `lastSeq`: decided so far. */
function newsOf(request: ExchangeRequest, page: Page | null, now: number, lastSeq: number) {
  const { label, cursor } = request;
  const cursorVersion = page && !page.reset ? (cursor?.version ?? 0) : 0;
  return { label, pendingReported: leftOf(request, lastSeq), cursorVersion, lastSeenAt: now };
}

/** How many mutations wait on the device alone: it counts those that it sends just now as well. */
function leftOf({ pending, mutations }: ExchangeRequest, lastSeq: number): number {
  return Math.max(0, pending - mutations.filter(({ seq }) => seq <= lastSeq).length);
}

/** Whether what a looking device tells of itself is worth a write. */
function isWorthNoting(known: KnownDevice | null, request: ExchangeRequest, now: number): boolean {
  return !known || known.pendingReported !== leftOf(request, known.lastSeq) || now - known.lastSeenAt > NOTED_MS;
}

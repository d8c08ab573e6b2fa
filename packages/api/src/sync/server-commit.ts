import { createHash } from "node:crypto";

import type { Services } from "../context.ts";
import type { Outcome } from "../domain/mutation.ts";
import type { Cursor, Pushed } from "../domain/protocol.ts";
import { serverCatalogue, type ServerAct } from "../domain/server-catalogue.ts";
import { changedEvent } from "./changed-event.ts";
import { decide, type Decision } from "./decide.ts";
import type { SyncReads, SyncStorage, SyncWrites } from "./storage.ts";

/** How often a commit that only met a lock, a time-out or a broken connection is tried. */
const TRIES = 5;

type Own = ServerAct & { mid: string };

/**
 * Commits a mutation of the server's own, under a device of its own, logged and told like anybody's. `mid` makes a
 * repetition harmless. An act may be made of what is read in the same transaction. Resolves with what became of it;
 * throws when it could not be decided.
 */
export async function commitAsServer(
  { storage, bus, clock }: Pick<Services, "storage" | "bus" | "clock">,
  accountId: string,
  act: Own | ((tx: SyncReads) => Promise<Own>),
): Promise<Outcome> {
  const now = clock();
  const device = serverDevice(accountId);
  const { at, before, decision, name } = await patiently(storage, () =>
    storage.write(accountId, async (tx, at) => {
      const own = typeof act === "function" ? await act(tx) : act;
      const before = await tx.stampOf(at.version - 1);
      return { at, before, decision: await commit(tx, at, device, own, now), name: own.name };
    }),
  );

  const { failed } = decision;
  if (failed) await storage.note(accountId, (tx) => tx.countFailure(device, failed.seq, now, failed.attempts));
  bus.publish(accountId, changedEvent(at, before, decision.written, device));
  const result = decision.results[0];
  if (result?.status === "refused") return { status: "refused", reason: result.reason };
  if (result?.status === "applied") return { status: "applied" };
  throw new Error(`the server's own ${name} was not decided: ${result?.status ?? "nothing"}`);
}

async function commit(tx: SyncWrites, at: Cursor, deviceId: string, act: Own, now: number): Promise<Decision> {
  const self = { label: "Cliently", pendingReported: 0, cursorVersion: at.version, lastSeenAt: now };
  const known = await tx.device(deviceId);
  if (!known) await tx.keepDevice(deviceId, self);

  const lastSeq = known?.lastSeq ?? 0;
  const { mid, name, args } = act;
  const mutations: Pushed[] = [{ seq: lastSeq + 1, mid, name, v: serverCatalogue[name].version, args, madeAt: now }];
  const own = { tx, at, deviceId, lastSeq, forkedAt: null, now, mutations, catalogue: serverCatalogue };
  const decision = await decide(own);
  await tx.keepDevice(deviceId, { ...self, lastSeq: decision.lastSeq });
  return decision;
}

/** Nobody sends the server's own mutations again, so it does so itself. */
async function patiently<T>({ isTransient }: SyncStorage, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || tries === TRIES) throw error;
    }
  }
}

/** The id under which the server writes in an account: the same in every process, and no device's. */
export function serverDevice(accountId: string): string {
  return idFrom(`server|${accountId}`);
}

/** An id that the same words always get. */
export function idFrom(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

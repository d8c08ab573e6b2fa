import { createHash } from "node:crypto";

import { isTransient, writeAs, type At, type DataKey, type Tx } from "@cliently/db";

import type { Services } from "../context.ts";
import type { Outcome } from "../domain/mutation.ts";
import type { Pushed } from "../domain/protocol.ts";
import { serverCatalogue, type ServerAct } from "../domain/server-catalogue.ts";
import { countFailure, decide, type Decision } from "./decide.ts";
import { lastSeqOf, noteDevice } from "./devices.ts";
import { changedEvent } from "./exchange.ts";

/** How often a commit that only met a lock, a time-out or a broken connection is tried. */
const TRIES = 5;

/**
 * Commits a mutation of the server's own, under a device of its own, logged and told like anybody's. `mid` makes a
 * repetition harmless. Resolves with what became of it; throws when it could not be decided.
 */
export async function commitAsServer(
  services: Pick<Services, "db" | "bus" | "keys" | "clock">,
  accountId: string,
  act: ServerAct & { mid: string },
): Promise<Outcome> {
  const { db, bus, keys, clock } = services;
  const key = await keys.of(accountId);
  const now = clock();
  const { at, decision } = await patiently(() =>
    writeAs(db, accountId, (tx, at) => commit(tx, at, accountId, key, act, now)),
  );

  const device = serverDevice(accountId);
  if (decision.failed !== null) await countFailure(db, accountId, device, decision.failed, now);
  bus.publish(accountId, changedEvent(at, decision.written, device));
  const result = decision.results[0];
  if (result?.status === "refused") return { status: "refused", reason: result.reason };
  if (result?.status === "applied") return { status: "applied" };
  throw new Error(`the server's own ${act.name} was not decided: ${result?.status ?? "nothing"}`);
}

async function commit(
  tx: Tx,
  at: At,
  accountId: string,
  key: DataKey,
  act: ServerAct & { mid: string },
  now: number,
): Promise<{ at: At; decision: Decision }> {
  const deviceId = serverDevice(accountId);
  const self = { device: deviceId, label: "Cliently", pending: 0 };
  const lastSeq = await lastSeqOf(tx, accountId, deviceId);
  if (lastSeq === null) await noteDevice(tx, accountId, key, self, { lastSeq: 0, cursorVersion: at.version, now });

  const seq = (lastSeq ?? 0) + 1;
  const mutations: Pushed[] = [
    { seq, mid: act.mid, name: act.name, v: serverCatalogue[act.name].version, args: act.args, madeAt: now },
  ];
  const decision = await decide({
    tx,
    at,
    accountId,
    key,
    deviceId,
    lastSeq: lastSeq ?? 0,
    now,
    mutations,
    catalogue: serverCatalogue,
  });
  await noteDevice(tx, accountId, key, self, { lastSeq: decision.lastSeq, cursorVersion: at.version, now });
  return { at, decision };
}

/** Nobody sends the server's own mutations again, so it does so itself. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
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
  const hex = createHash("sha256").update(`server|${accountId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

import { createHash } from "node:crypto";

import { writeAs } from "@cliently/db";

import type { Services } from "../context.ts";
import type { Outcome } from "../domain/mutation.ts";
import { serverCatalogue, type ServerAct } from "../domain/server-catalogue.ts";
import { decide } from "./decide.ts";
import { changedEvent } from "./exchange.ts";

/**
 * Commits a mutation of the server's own, under a device of its own, logged and told like anybody's. `mid` makes a
 * repetition harmless. Resolves with what became of it.
 */
export async function commitAsServer(services: Services, accountId: string, act: ServerAct & { mid: string }): Promise<Outcome> {
  const key = await services.keys.of(accountId);
  const deviceId = serverDevice(accountId);
  const now = services.clock();
  const { at, decision } = await writeAs(services.db, accountId, async (tx, at) => {
    const seen = new Date(now);
    const { lastSeq } = await tx.device.upsert({
      where: { accountId_id: { accountId, id: deviceId } },
      create: { accountId, id: deviceId, createdAt: seen, lastSeenAt: seen, keyVersion: key.version, sealed: key.sealJson("device", deviceId, { label: "Cliently" }) },
      update: { lastSeenAt: seen },
    });
    const seq = lastSeq + 1;
    const mutations = [{ seq, mid: act.mid, name: act.name, v: serverCatalogue[act.name].version, args: act.args, madeAt: now }];
    const decision = await decide({ tx, at, accountId, key, deviceId, lastSeq, now, mutations, catalogue: serverCatalogue });
    await tx.device.update({ where: { accountId_id: { accountId, id: deviceId } }, data: { lastSeq: decision.lastSeq } });
    return { at, decision };
  });
  services.bus.publish(accountId, changedEvent(at, decision.written, deviceId));
  const result = decision.results[0];
  if (result?.status === "refused") return { status: "refused", reason: result.reason };
  if (result?.status === "applied") return { status: "applied" };
  throw new Error(`the server's own ${act.name} was not decided: ${result?.status ?? "nothing"}`);
}

/** The id under which the server writes in an account: the same in every process, and no device's. */
function serverDevice(accountId: string): string {
  const hex = createHash("sha256").update(`server|${accountId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

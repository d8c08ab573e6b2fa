import { newId } from "@cliently/api/domain/new-id";
import { Refused } from "@cliently/api/domain/mutation";
import { ExchangeReply } from "@cliently/api/domain/protocol";

import { cacheState, type Device } from "./device.ts";
import type { WaitingBody } from "./outbox.ts";

/**
 * Hands acts that this device cannot keep straight to the server, as the only words of a device that never was before
 * and never comes back. Resolves with whether the server has them; throws `Refused` when a rule says no.
 */
export async function pushStraight(device: Device, bodies: WaitingBody[], mids: readonly string[]): Promise<boolean> {
  const { world, cache, accountId } = device;
  const cursor = await cacheState(cache).then(
    (state) => state.cursor,
    () => null,
  );
  const mutations = bodies.map((body, index) => ({ ...body, seq: index + 1, mid: mids[index] ?? "" }));
  const request = {
    account: accountId,
    device: newId(world.clock(), world.random),
    label: world.label,
    cursor,
    mutations,
    pending: mutations.length,
  };
  const { results } = ExchangeReply.parse(await world.transport.exchange(request));
  for (const result of results) if (result.status === "refused") throw new Refused(result.reason);
  return results.length === mutations.length && results.every(({ status }) => status === "applied");
}

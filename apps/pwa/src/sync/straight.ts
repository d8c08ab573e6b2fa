import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import type { MutationArgs } from "@cliently/api/domain/catalogue";
import { newId } from "@cliently/api/domain/new-id";
import { Refused } from "@cliently/api/domain/mutation";
import { isReadable, YUpdateV2 } from "@cliently/api/domain/note/y-update";
import { ExchangeReply } from "@cliently/api/domain/protocol";
import { mergeUpdatesV2 } from "yjs";

import { cacheState, type Device } from "./device.ts";
import { inTime } from "./in-time.ts";
import { waitingAfter, type WaitingBody } from "./outbox.ts";

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
  const whole = await withWaitingWords(device, bodies);
  const mutations = whole.map((body, index) => ({ ...body, seq: index + 1, mid: mids[index] ?? "" }));
  const request = {
    account: accountId,
    device: newId(world.clock(), world.random),
    label: world.label,
    cursor,
    mutations,
    pending: mutations.length,
  };
  const { results } = ExchangeReply.parse(await inTime(world, world.transport.exchange(request)));
  for (const result of results) if (result.status === "refused") throw new Refused(result.reason);
  return results.length === mutations.length && results.every(({ status }) => status === "applied");
}

/**
 * The acts, with an edit taking along what waits in the box of the words before it: the disk that refuses it may refuse to
 * let those leave as well, and it leans on them. When they leave in their turn, the same words merged twice are there once.
 */
async function withWaitingWords(device: Device, bodies: WaitingBody[]): Promise<WaitingBody[]> {
  if (!bodies.some(({ name }) => name === "note.edit")) return bodies;
  const edits = (await waitingAfter(device, 0).catch(() => [])).filter(({ name }) => name === "note.edit");
  return bodies.map((body) => {
    if (body.name !== "note.edit") return body;
    const own = body.args as EditArgs; // by its name, as those that wait
    const before = edits
      .map(({ args }) => args as EditArgs)
      .filter(({ id, update }) => id === own.id && isReadable(update));
    const [first] = before;
    if (!first || !isReadable(own.update)) return body; // what is no text only the server may judge
    const update = toBase64(mergeUpdatesV2([...before, own].map((edit) => fromBase64(edit.update))));
    // Of one writer's words, the first tells what had been seen before them.
    return YUpdateV2.safeParse(update).success ? { ...body, args: { ...own, over: first.over, update } } : body;
  });
}

type EditArgs = MutationArgs<"note.edit">;

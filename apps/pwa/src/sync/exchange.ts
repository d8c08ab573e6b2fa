import { newId } from "@cliently/api/domain/new-id";
import {
  BATCH_BYTES,
  BATCH_MUTATIONS,
  ExchangeReply,
  type ExchangeRequest,
  type Pushed,
} from "@cliently/api/domain/protocol";

import { apply, settle } from "./apply.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { waitingAfter, type Waiting } from "./outbox.ts";
import { paint } from "./view.ts";

/** How one exchange went: `done` nothing is left to do, `more` call again at once, `later` call again after a while. */
export type Exchanged = "done" | "more" | "later";

/**
 * One round trip with the server: what waits goes up, what is new comes down and is applied. Throws what the
 * transport threw when the server was not reached; then everything still waits.
 */
export async function exchange(
  device: Device,
  fence: string,
  clockOffset: number,
): Promise<{ outcome: Exchanged; offset: number }> {
  const { cache, world, accountId } = device;
  const own = await deviceId(device);
  const { cursor } = await cacheState(cache);
  const waiting = await waitingAfter(device, 0, BATCH_MUTATIONS);
  const batch = await leaving(device, fitting(waiting, clockOffset));
  const pending = await device.box.outbox.count();

  const request: ExchangeRequest = {
    account: accountId,
    device: own,
    label: deviceLabel(),
    cursor,
    mutations: batch,
    pending,
  };
  const askedAt = world.clock();
  const reply = ExchangeReply.parse(await world.transport.exchange(request));
  const offset = reply.now - (askedAt + world.clock()) / 2;

  if (reply.results.some(({ status }) => status === "cloned")) {
    await becomeAnother(device);
    return { outcome: "more", offset };
  }
  const { changes, ackedSeq } = reply;
  const outcome = await apply(device, fence, {
    from: cursor,
    cursor: reply.cursor,
    changes,
    reset: reply.reset !== null,
    ackedSeq,
  });
  await settle(device, reply.results);

  if (reply.more || outcome === "elsewhere") return { outcome: "more", offset };
  if (reply.results.some(({ status }) => status === "wait")) return { outcome: "later", offset };
  return { outcome: (await device.box.outbox.count()) ? "more" : "done", offset };
}

/** The first mutations that fit into one request, and all the device's own ones before them. */
function fitting(waiting: Waiting[], clockOffset: number): Pushed[] {
  const batch: Pushed[] = [];
  let bytes = 0;
  for (const { seq, mid, name, v, args, madeAt } of waiting) {
    bytes += JSON.stringify(args ?? null).length + 300;
    if (bytes > BATCH_BYTES && batch.length > 0) break;
    batch.push({ seq, mid, name, v, args, madeAt: Math.max(0, Math.round(madeAt + clockOffset)) });
  }
  return batch;
}

/** Marks what is about to leave, so that it can no longer be taken back or merged with what is typed next. */
async function leaving({ box }: Device, batch: Pushed[]): Promise<Pushed[]> {
  const rows = await box.outbox.bulkGet(batch.map(({ seq }) => seq));
  if (rows.every((row) => row?.sent)) return batch;
  const marked = await box.transaction("rw", box.outbox, async () => {
    const now = await box.outbox.bulkGet(batch.map(({ seq }) => seq));
    // Changed since it was read: it goes with the next request, as it is then.
    const same = batch.filter((_, index) => isSameBytes(now[index]?.sealed, rows[index]?.sealed));
    const first = batch.findIndex((pushed) => !same.includes(pushed));
    const going = first === -1 ? batch : batch.slice(0, first);
    await box.outbox.bulkPut(going.flatMap((_, index) => (now[index] ? [{ ...now[index], sent: 1 as const }] : [])));
    return going;
  });
  return marked;
}

/** Another copy of this profile used our id: from now on we are another device, and what waits goes again as ours. */
async function becomeAnother(device: Device): Promise<void> {
  const { box, cache, world } = device;
  await box.transaction("rw", box.outbox, box.meta, async () => {
    const rows = await box.outbox.orderBy("seq").toArray();
    await box.outbox.clear();
    await box.outbox.bulkAdd(rows.map((row, index) => ({ ...row, seq: index + 1 })));
    await box.meta.put({ name: "device", id: newId(world.clock(), world.random), nextSeq: rows.length + 1 });
  });
  await cache.transaction("rw", cache.meta, async () => {
    await cache.meta.put({ ...(await cacheState(cache)), device: "", ackedSeq: 0, viewSeq: 0 });
  });
  await paint(device, 0);
}

function isSameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** What the person sees this device called, from what the browser says of itself. */
function deviceLabel(): string {
  const agent = globalThis.navigator?.userAgent ?? "";
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /Firefox\//.test(agent)
      ? "Firefox"
      : /Chrome\//.test(agent)
        ? "Chrome"
        : /Safari\//.test(agent)
          ? "Safari"
          : "Browser";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((name) => agent.includes(name));
  return system ? `${browser} on ${system}` : browser;
}

import { newId } from "@cliently/api/domain/new-id";
import {
  BATCH_BYTES,
  BATCH_MUTATIONS,
  ExchangeReply,
  type ExchangeRequest,
  type Pushed,
} from "@cliently/api/domain/protocol";

import type { OutboxRow } from "../local/local-database.ts";
import { apply, settle } from "./apply.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { openedAll } from "./outbox.ts";
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
  const batch = await leaving(device, clockOffset);
  const pending = await device.box.outbox.count();

  const request: ExchangeRequest = {
    account: accountId,
    device: own,
    label: world.label,
    cursor,
    mutations: batch,
    pending,
  };
  const askedAt = world.clock();
  const reply = ExchangeReply.parse(await world.transport.exchange(request));
  const offset = reply.now - (askedAt + world.clock()) / 2;

  if (reply.results.some(({ status }) => status === "cloned")) {
    await becomeAnother(device, own);
    return { outcome: "more", offset };
  }
  const { changes, ackedSeq } = reply;
  const outcome = await apply(device, fence, {
    from: cursor,
    cursor: reply.cursor,
    changes,
    reset: reply.reset !== null,
    acked: { device: own, seq: ackedSeq },
  });
  await settle(device, own, reply.results);

  if (reply.more || outcome === "elsewhere") return { outcome: "more", offset };
  // Nothing of what went up was decided: asking again at once would get the same answer.
  const first = batch[0];
  if (first && ackedSeq < first.seq) return { outcome: "later", offset };
  if (reply.results.some(({ status }) => status === "wait")) return { outcome: "later", offset };
  return { outcome: (await device.box.outbox.count()) ? "more" : "done", offset };
}

/**
 * The first waiting mutations that fit into one request, marked as sent: they can no longer be taken back or merged
 * with what is typed next. What goes up is what the marking transaction itself read, so that nothing typed meanwhile
 * is taken for sent.
 */
async function leaving(device: Device, clockOffset: number): Promise<Pushed[]> {
  const { box } = device;
  const first = async () => fitting(await box.outbox.orderBy("seq").limit(BATCH_MUTATIONS).toArray());
  let rows = await first();
  if (rows.some(({ sent }) => !sent)) {
    rows = await box.transaction("rw", ["outbox"], async () => {
      const now = await first();
      await box.outbox.bulkPut(now.map((row) => ({ ...row, sent: 1 as const })));
      return now;
    });
  }
  return (await openedAll(device, rows)).map(({ seq, mid, name, v, args, madeAt }) => ({
    seq,
    mid,
    name,
    v,
    args,
    madeAt: Math.max(0, Math.round(madeAt + clockOffset)),
  }));
}

/** What a mutation takes beside its arguments, in bytes, at most. */
const AROUND_BYTES = 300;

function fitting(rows: OutboxRow[]): OutboxRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ sealed }) => (bytes += sealed.length + AROUND_BYTES) > BATCH_BYTES);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}

/** Another copy of this profile used our id: from now on we are another device, and what waits goes again as ours. */
async function becomeAnother(device: Device, was: string): Promise<void> {
  const { box, cache, world } = device;
  const changed = await box.transaction("rw", ["outbox", "meta"], async () => {
    if ((await box.meta.get("device"))?.id !== was) return false; // another tab was faster
    const rows = await box.outbox.orderBy("seq").toArray();
    await box.outbox.clear();
    await box.outbox.bulkAdd(rows.map((row, index) => ({ ...row, seq: index + 1 })));
    await box.meta.put({ name: "device", id: newId(world.clock(), world.random), nextSeq: rows.length + 1 });
    return true;
  });
  if (!changed) return;
  await cache.transaction("rw", ["meta"], async () => {
    await cache.meta.put({ ...(await cacheState(cache)), device: "", ackedSeq: 0, viewSeq: 0 });
  });
  await paint(device, 0);
}

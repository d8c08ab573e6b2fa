import { newId } from "@cliently/api/domain/new-id";

import type { OutboxRow } from "../local/local-database.ts";
import { cacheState, type Device } from "./device.ts";
import { paint } from "./view.ts";

/** Another copy of this profile used our id: from now on we are another device, and what waits goes again as ours. */
export async function becomeAnother(device: Device, was: string): Promise<void> {
  const { box } = device;
  const isChanged = await box.transaction("rw", ["outbox", "meta"], async () => {
    if ((await box.meta.get("device"))?.id !== was) return false; // another tab was faster
    await beginStream(device, await box.outbox.orderBy("seq").toArray());
    return true;
  });
  if (isChanged) await forgetStream(device);
}

/** Inside a transaction of the box: begins a new stream with what waits. Each keeps its mid, so that nothing doubles. */
export async function beginStream({ box, world }: Device, waiting: OutboxRow[]): Promise<void> {
  await box.outbox.clear();
  await box.outbox.bulkAdd(waiting.map((row, index) => ({ ...row, seq: index + 1 })));
  await box.meta.put({ name: "device", id: newId(world.clock(), world.random), nextSeq: waiting.length + 1 });
}

/** After a new stream was begun: what the cache knew of the old one counts no longer. */
export async function forgetStream(device: Device): Promise<void> {
  const { cache } = device;
  await cache.transaction("rw", ["meta"], async () => {
    await cache.meta.put({ ...(await cacheState(cache)), device: "", ackedSeq: 0, viewSeq: 0 });
  });
  await paint(device, 0);
}

import { newId } from "@cliently/api/domain/new-id";

import type { OutboxRow } from "../local/local-database.ts";
import { cacheState, type Device } from "./device.ts";
import { outboxPlace, type WaitingBody } from "./outbox.ts";
import { paint } from "./view.ts";

/**
 * Another copy of this profile used our id: from now on we are another device, and what waits goes again as ours. Edits of
 * a note get new mids: more may have been typed into them since the copy was made, and under the old one the server has
 * the other copy's words. Those that are the same in both do nothing the second time.
 */
export async function becomeAnother(device: Device, was: string): Promise<void> {
  const { box, sealer, world } = device;
  const asOwn = (row: OutboxRow): OutboxRow => {
    try {
      const body = sealer.openNow(outboxPlace(row.mid), row.sealed) as WaitingBody; // sealed by `mutate`
      if (body.name !== "note.edit") return row;
      const mid = newId(world.clock(), world.random);
      return { ...row, mid, sealed: sealer.sealNow(outboxPlace(mid), body) };
    } catch {
      return row; // it is set aside when its turn comes
    }
  };
  const isChanged = await box.transaction("rw", ["outbox", "meta"], async () => {
    if ((await box.meta.get("device"))?.id !== was) return false; // another tab was faster
    await beginStream(device, (await box.outbox.orderBy("seq").toArray()).map(asOwn));
    return true;
  });
  if (isChanged) await forgetStream(device);
}

/** Inside a transaction of the box: begins a new stream with what waits, under the mids it has, so that nothing doubles. */
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

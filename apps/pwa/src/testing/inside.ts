import { nounNames } from "@cliently/api/domain/layout";
import { runOver, type Rows } from "@cliently/api/testing";

import { placeOf, together } from "../local/row-parts.ts";
import { cacheState, deviceId, type Device } from "../sync/device.ts";
import { timeOf, waitingAfter } from "../sync/outbox.ts";

/** What the device holds as the server's, row by row. */
export async function canonicalRows({ cache, sealer }: Device): Promise<Rows> {
  const rows: Rows = new Map();
  for (const noun of nounNames) {
    for (const stored of await cache.rows(noun).toArray()) {
      rows.set(
        placeOf(noun, stored.id),
        together(noun, stored, await sealer.open(placeOf(noun, stored.id), stored.sealed)),
      );
    }
  }
  for (const { id, upto, sealed } of await cache.text.toArray()) {
    rows.set(placeOf("note-text", id), {
      ...((await sealer.open(placeOf("note-text", id), sealed)) as object),
      id,
      upto,
    });
  }
  return rows;
}

/** What the screens of this device would read. */
export async function shownRows(device: Device): Promise<Rows> {
  const { cache, sealer } = device;
  const rows = await canonicalRows(device);
  const { ackedSeq } = await cacheState(cache);
  for (const stored of await cache.view.toArray()) {
    if (stored.seq <= ackedSeq) continue;
    rows.set(
      placeOf(stored.noun, stored.id),
      together(stored.noun, stored, await sealer.open(placeOf(stored.noun, stored.id), stored.sealed)),
    );
  }
  return rows;
}

/** What they ought to read, by another way: the server's rows, and what waits run over them in order. */
export async function expectedRows(device: Device): Promise<Rows> {
  const rows = await canonicalRows(device);
  const own = await deviceId(device);
  const state = await cacheState(device.cache);
  const acked = state.device === own ? state.ackedSeq : 0;
  for (const { seq, mid, name, args, ...time } of await waitingAfter(device, acked)) {
    if (seq > acked && name !== "nothing") await runOver(rows, { name, args }, { mid, device: own, at: timeOf(time) });
  }
  return rows;
}

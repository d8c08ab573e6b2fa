import type { Noun, Row } from "@cliently/api/domain/store";

import type { CanonicalRow, ViewRow } from "../local/local-database.ts";
import { placeOf, together } from "../local/row-parts.ts";
import { cacheState, type Device } from "./device.ts";

/** A row as it is stored: as the server has it, or as what waits on this device leaves it. */
export type Found = CanonicalRow | ViewRow;

/** A row as it is shown on this device, what waits included, still sealed; null when there is none. */
export async function findRow<N extends Noun>({ cache }: Device, noun: N, id: string): Promise<Found | null> {
  return cache.transaction("r", [noun, "view", "meta"], async () => {
    const { ackedSeq } = await cacheState(cache);
    const waiting = await cache.view.get([noun, id]);
    return (waiting && waiting.seq > ackedSeq ? waiting : await cache.rows(noun).get(id)) ?? null;
  });
}

export async function openRow<N extends Noun>({ sealer }: Device, noun: N, row: Found): Promise<Row<N>> {
  return together(noun, row, await sealer.open(placeOf(noun, row.id), row.sealed));
}

/** One row as it is shown on this device now; null when there is none. */
export async function readRow<N extends Noun>(device: Device, noun: N, id: string): Promise<Row<N> | null> {
  const found = await findRow(device, noun, id);
  return found && openRow(device, noun, found);
}

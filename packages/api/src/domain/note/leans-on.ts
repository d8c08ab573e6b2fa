import { decodeUpdateV2, ID, Item, Skip } from "yjs";

import { fromBase64 } from "../base64.ts";
import type { YUpdateV2 } from "./y-update.ts";

/**
 * What an edit goes on from and does not bring itself: for each writer, how much of what they wrote must be there before
 * Yjs shows it. An edit that leans on words which never come stays unseen, with all that follows from it.
 */
export function leansOn(update: YUpdateV2): Map<number, number> {
  const structs = decodeUpdateV2(fromBase64(update)).structs.filter((struct) => !(struct instanceof Skip));
  const brought = new Map<number, { from: number; to: number }[]>();
  for (const { id, length } of structs) {
    const own = brought.get(id.client) ?? [];
    brought.set(id.client, own);
    const last = own.at(-1);
    if (last?.to === id.clock) last.to += length;
    else own.push({ from: id.clock, to: id.clock + length });
  }

  const all = new Map<number, number>();
  const lean = (client: number, upto: number) => upto > 0 && void all.set(client, Math.max(upto, all.get(client) ?? 0));
  for (const [client, own] of brought) for (const { from } of own) lean(client, from);
  for (const struct of structs) {
    if (!(struct instanceof Item)) continue;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent as unknown]) {
      if (!(id instanceof ID)) continue; // beside nothing, or in a part of the note, which has a name
      if (!brought.get(id.client)?.some(({ from, to }) => id.clock >= from && id.clock < to))
        lean(id.client, id.clock + 1);
    }
  }
  return all;
}

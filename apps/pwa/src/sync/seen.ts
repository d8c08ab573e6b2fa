import { seenOf } from "@cliently/api/domain/bin";

import type { Device } from "./device.ts";
import { readRow, readRows } from "./read-row.ts";
import { paint } from "./view.ts";

/** What a person sees of a client and their notes, or of a note, when they delete it now. */
export async function seenNow(device: Device, noun: "client" | "note", id: string): Promise<string[]> {
  await paint(device); // what they did a moment ago, they have seen as well
  const row = await readRow(device, noun, id);
  if (noun === "note") return seenOf(row ? [row] : []);
  const present = await readRows(device, "note", { list: "clientId", value: id });
  const deleted = await readRows(device, "note", { inBin: true });
  return seenOf([...(row ? [row] : []), ...present, ...deleted.filter(({ clientId }) => clientId === id)]);
}

import { seenOf } from "@cliently/api/domain/bin";

import type { Device } from "./device.ts";
import { readRow, readRows } from "./read-row.ts";
import { paint } from "./view.ts";

/** What a person sees of a client and what belongs to them, or of a note, when they delete it now. */
export async function seenNow(device: Device, noun: "client" | "note", id: string): Promise<string[]> {
  await paint(device); // what they did a moment ago, they have seen as well
  const row = await readRow(device, noun, id);
  if (noun === "note") return seenOf(row ? [row] : []);
  const own = { list: "clientId", value: id } as const;
  const present = await readRows(device, "note", own);
  const deleted = await readRows(device, "note", { inBin: true });
  const goals = await readRows(device, "goal", own);
  const measurements = await readRows(device, "measurement", own);
  const notes = [...present, ...deleted.filter(({ clientId }) => clientId === id)];
  return seenOf([...(row ? [row] : []), ...notes, ...goals, ...measurements]);
}

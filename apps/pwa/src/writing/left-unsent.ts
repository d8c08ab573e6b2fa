import { draftKind, unsentPlace } from "../local/row-parts.ts";
import type { Device } from "../sync/device.ts";
import { isLeft } from "../sync/drafts.ts";
import type { NotKept, Words } from "./not-kept.ts";

/** What pages that are gone have left, oldest first. What cannot be read stays where it is. */
export async function leftUnsent(device: Device): Promise<NotKept[]> {
  const found: NotKept[] = [];
  const rows = (await device.box.draft.toArray()).filter((row) => draftKind(row) === "unsent");
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    if (!(await isLeft(device, row))) continue;
    const { noteId, tab, sealed } = row;
    const words = await device.sealer.open(unsentPlace(noteId, tab), sealed).catch(() => undefined);
    if (words) found.push({ ...(words as Words), draft: { noteId, tab } }); // sealed by unsent.ts
  }
  return found;
}

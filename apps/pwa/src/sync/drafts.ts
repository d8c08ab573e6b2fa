import type { DraftRow } from "../local/databases.ts";
import { placeOf } from "../local/device-store.ts";
import { tabLock, type Device } from "./device.ts";
import { mutate } from "./mutate.ts";

/** Where a draft's sealed part belongs. */
export function draftPlace(noteId: string, tab: string): string {
  return placeOf("draft", `${noteId}|${tab}`);
}

/**
 * Makes mutations of what was typed in tabs that are gone before it had become one. One that cannot be read or written
 * now stays where it is and hinders nothing.
 */
export async function adoptDrafts(device: Device): Promise<void> {
  const { box, world, accountId, tab } = device;
  const drafts = await box.draft.toArray().catch(() => []);
  for (const draft of drafts) {
    if (draft.tab === tab || (await world.locks.isHeld(tabLock(accountId, draft.tab)))) continue;
    await adopt(device, draft).catch(() => {});
  }
}

async function adopt(device: Device, { noteId, tab, sealed }: DraftRow): Promise<void> {
  const { update } = (await device.sealer.open(draftPlace(noteId, tab), sealed)) as { update: string }; // sealed by note-text.ts
  await mutate(device, [{ name: "note.edit", args: { id: noteId, update } }], {
    draft: { noteId, tab },
    rehearse: false,
  });
}

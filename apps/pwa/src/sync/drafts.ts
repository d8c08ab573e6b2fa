import type { DraftRow } from "../local/local-database.ts";
import { draftPlace } from "../local/row-parts.ts";
import { tabLock, type Device } from "./device.ts";
import { mutate } from "./mutate.ts";

/** What was typed, on top of which edit; drafts of earlier builds do not say. */
export type Draft = { update: string; over?: string | null | undefined };

/** Makes mutations of what was typed in tabs that are gone before it had become one. */
export async function adoptDrafts(device: Device): Promise<void> {
  const { box, world, accountId, tab } = device;
  for (const draft of await box.draft.toArray()) {
    if (draft.tab === tab || (await world.locks.isHeld(tabLock(accountId, draft.tab)))) continue;
    // One that cannot be read or kept stays where it is, and stops neither the others nor the syncing.
    await adopt(device, draft).catch(() => {});
  }
}

async function adopt(device: Device, { noteId, tab, sealed }: DraftRow): Promise<void> {
  const { update, over } = (await device.sealer.open(draftPlace(noteId, tab), sealed)) as Draft; // sealed by note-text.ts
  const act = { name: "note.edit" as const, args: { id: noteId, update, over } };
  await mutate(device, [act], { draft: { noteId, tab }, rehearse: false });
}

import { placeOf } from "../local/device-store.ts";
import { tabLock, type Device } from "./device.ts";
import { mutate } from "./mutate.ts";

/** Where a draft's sealed part belongs. */
export function draftPlace(noteId: string, tab: string): string {
  return placeOf("draft", `${noteId}|${tab}`);
}

/** Makes mutations of what was typed in tabs that are gone before it had become one. */
export async function adoptDrafts(device: Device): Promise<void> {
  const { box, sealer, world, accountId, tab } = device;
  for (const draft of await box.draft.toArray()) {
    if (draft.tab === tab || (await world.locks.isHeld(tabLock(accountId, draft.tab)))) continue;
    const { update } = (await sealer.open(draftPlace(draft.noteId, draft.tab), draft.sealed)) as { update: string }; // sealed by note-text.ts
    const { noteId } = draft;
    await mutate(device, [{ name: "note.edit", args: { id: noteId, update } }], {
      draft: { noteId, tab: draft.tab },
      rehearse: false,
    });
  }
}

import type { Over } from "@cliently/api/domain/field";

import type { BoxDatabase, DraftRow } from "../local/local-database.ts";
import { draftKind, draftPlace, fieldDraftPlace } from "../local/row-parts.ts";
import { actOf, type Written } from "./act-of.ts";
import { tabLock, type Device } from "./device.ts";
import { ownIn, removeDraft, REPLACED, type FieldDraft, type Marked } from "./field-draft.ts";
import { mutate } from "./mutate.ts";
import { readRow } from "./read-row.ts";
import { paint } from "./view.ts";

/** What was typed, on top of which edit; drafts of earlier builds do not say. */
export type Draft = { update: string; over?: string | null | undefined };

/** A tab that lives makes a mutation of words within 2 s of the last draft of them; after so long it stands still, in ms. */
const STILL_MS = 5_000;

/** Makes mutations of what was typed in tabs that are gone, or in a note in one that stands still, before it was one. */
export async function adoptDrafts(device: Device): Promise<void> {
  await adoptAll(device, isOfNote, adopt);
  if (!(await device.box.draft.toArray()).some(isOfField)) return;
  // One tab after the other: two that made a mutation of the same field's draft would conflict with each other.
  const { signal } = new AbortController();
  await device.world.locks.hold(`cliently-drafts-${device.accountId}`, { steal: false, signal }, async () => {
    await adoptAll(device, isOfField, adoptField);
  });
}

/** The same for the text of one note. Resolves with the drafts of which nothing could be made. */
export function adoptDraftsOf(device: Device, noteId: string): Promise<DraftRow[]> {
  return adoptAll(device, (draft) => draft.noteId === noteId, adopt);
}

const isOfNote = (draft: DraftRow) => draftKind(draft) === "note";
const isOfField = (draft: DraftRow) => draftKind(draft) === "field";

async function adoptAll(
  device: Device,
  isWanted: (draft: DraftRow) => boolean,
  adoptOne: (device: Device, draft: DraftRow) => Promise<void>,
): Promise<DraftRow[]> {
  const left: DraftRow[] = [];
  for (const draft of (await device.box.draft.toArray()).filter(isWanted)) {
    if (!(await isLeft(device, draft))) continue;
    // One that cannot be read or kept stays where it is, and stops neither the others nor the syncing.
    await adoptOne(device, draft).catch(() => left.push(draft));
  }
  return left;
}

/** Whether nobody makes a mutation of a draft any more. The words of a note made one twice are the same words once. */
export async function isLeft({ world, accountId, tab }: Device, draft: DraftRow): Promise<boolean> {
  if (draft.tab === tab) return false;
  if (isOfNote(draft) && world.clock() - draft.at > STILL_MS) return true;
  return !(await world.locks.isHeld(tabLock(accountId, draft.tab)));
}

async function adopt(device: Device, { noteId, tab, at, sealed }: DraftRow): Promise<void> {
  const { update, over } = (await device.sealer.open(draftPlace(noteId, tab), sealed)) as Draft; // sealed by note-text.ts
  const act = { name: "note.edit" as const, args: { id: noteId, update, over } };
  const { on } = await mutate(device, [act], { draft: { noteId, tab, at }, adopts: true, rehearse: false });
  if (on === "server") await removeDraft(device.box, { noteId, tab, at }); // else it would go there again and again
}

/**
 * In place of the last words of that tab's own that were kept; else of those that the person had seen. Of the time at which
 * it was typed: what was written since is newer.
 */
async function adoptField(device: Device, { noteId, tab, at, sealed }: DraftRow): Promise<void> {
  const { box, sealer } = device;
  const draft = (await sealer.open(fieldDraftPlace(noteId, tab), sealed)) as FieldDraft; // sealed by writing/on-device.ts
  const { noun, id, path, own } = draft;
  if (draft.as && (await isMade(box, draft.as))) return removeDraft(box, { noteId, tab, at });
  await paint(device); // what waits and was not shown yet
  const row = await readRow(device, noun, id);
  const over = (row && ownIn(row as Marked, path, own)) ?? draft.over; // each noun that is written has them
  const act = actOf(filled(row === null && draft.begin ? draft.begin : draft.act, over));
  if (!act) throw new Error("a draft of a newer build"); // which makes it a mutation
  await mutate(device, [act], { draft: { noteId, tab, at }, adopts: true, madeAt: at, rehearse: false });
}

/** Whether a mutation was made on this device: it waits, or was decided. */
async function isMade(box: BoxDatabase, mid: string): Promise<boolean> {
  if (await box.quarantine.get(mid)) return true;
  const rows = [...(await box.outbox.toArray()), ...(await box.journal.toArray())];
  return rows.some((row) => row.mid === mid);
}

/** The act over what it takes the place of. */
function filled(act: Written, over: Over): Written {
  const isOver = (key: string, value: unknown) => key === "over" && JSON.stringify(value) === JSON.stringify(REPLACED);
  return JSON.parse(JSON.stringify(act), (key, value: unknown) => (isOver(key, value) ? over : value)) as Written; // only that is another
}

import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import type { MutationArgs } from "@cliently/api/domain/catalogue";
import { areSameTexts, restoreText } from "@cliently/api/domain/note/restore";
import type { YUpdateV2 } from "@cliently/api/domain/note/y-update";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector } from "yjs";

import type { Device } from "./device.ts";
import { readNote } from "./read-note.ts";
import { readRow } from "./read-row.ts";
import { paint } from "./view.ts";

/** The edit that gives a note an earlier text back, and the text as it is before it: bringing that back undoes it. */
export type BringingBack = { edit: MutationArgs<"note.edit">; before: YUpdateV2 };

/** Makes the edit that brings an earlier text back. Throws when a part of the note cannot be read here: it would stay. */
export async function bringingBack(device: Device, noteId: string, earlier: YUpdateV2): Promise<BringingBack> {
  return edited(noteId, await read(device, noteId), textOf(earlier));
}

/** The edit that gives a note its text of before a restore; undefined when it was written on since, and stays. */
export async function takingBack(
  device: Device,
  noteId: string,
  { before, restored }: { before: YUpdateV2; restored: YUpdateV2 },
): Promise<BringingBack | undefined> {
  const now = await read(device, noteId);
  return areSameTexts(now.doc, textOf(restored)) ? edited(noteId, now, textOf(before)) : undefined;
}

type Now = { doc: Doc; over: string | null };

async function read(device: Device, noteId: string): Promise<Now> {
  await paint(device); // what was written a moment ago belongs to the text that is left
  const note = await readRow(device, "note", noteId);
  return { doc: await readNote(device, noteId), over: note?.edited?.mid ?? null };
}

function edited(noteId: string, { doc, over }: Now, then: Doc): BringingBack {
  const before = toBase64(encodeStateAsUpdateV2(doc));
  const seen = encodeStateVector(doc);
  restoreText(doc, then);
  const update = toBase64(encodeStateAsUpdateV2(doc, seen));
  return { edit: { id: noteId, update, over, restores: true }, before };
}

function textOf(update: YUpdateV2): Doc {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(update));
  return doc;
}

import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import type { MutationArgs } from "@cliently/api/domain/catalogue";
import { restoreText } from "@cliently/api/domain/note/restore";
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
  await paint(device); // what was written a moment ago belongs to the text that is left
  const note = await readRow(device, "note", noteId);
  const doc = await readNote(device, noteId);
  const then = new Doc();
  applyUpdateV2(then, fromBase64(earlier));
  const before = toBase64(encodeStateAsUpdateV2(doc));
  const seen = encodeStateVector(doc);
  restoreText(doc, then);
  const update = toBase64(encodeStateAsUpdateV2(doc, seen));
  return { edit: { id: noteId, update, over: note?.edited?.mid ?? null, restores: true }, before };
}

import { fromBase64 } from "@cliently/api/domain/base64";
import { applyUpdateV2, Doc } from "yjs";

import { placeOf } from "../local/row-parts.ts";
import type { Device } from "./device.ts";

/** A note's text as it is on this device now, what waits included, for reading only. */
export async function readNote({ cache, sealer }: Device, noteId: string): Promise<Doc> {
  const [text, rows, waiting] = await Promise.all([
    cache.text.get(noteId),
    cache.rows("note-update").where("noteId").equals(noteId).toArray(),
    cache.view
      .where("noun")
      .equals("note-update")
      .filter((row) => row["noteId"] === noteId)
      .toArray(),
  ]);
  const opened = await Promise.all([
    ...(text ? [sealer.open(placeOf("note-text", noteId), text.sealed)] : []),
    ...[...rows, ...waiting].map((row) => sealer.open(placeOf("note-update", row.id), row.sealed)),
  ]);
  const doc = new Doc();
  for (const part of opened) applyUpdateV2(doc, fromBase64((part as { update: string }).update)); // each was sealed with an update
  return doc;
}

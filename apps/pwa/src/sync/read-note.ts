import { fromBase64 } from "@cliently/api/domain/base64";
import { applyUpdateV2, Doc } from "yjs";

import type { CanonicalRow, TextRow, ViewRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";
import type { Device } from "./device.ts";

/** A note's text as it is stored, every part of it at one moment, still sealed. */
export type FoundText = { text: TextRow | undefined; updates: (CanonicalRow | ViewRow)[] };

/** The tables that a note's text is in, for whoever has to read more in the same moment. */
export const TEXT_TABLES = ["text", "note-update", "view"] as const;

export function findText({ cache }: Device, noteId: string): Promise<FoundText> {
  return cache.transaction("r", TEXT_TABLES, async () => {
    const [text, rows, waiting] = await Promise.all([
      cache.text.get(noteId),
      cache.rows("note-update").where("noteId").equals(noteId).toArray(),
      cache.view
        .where("noun")
        .equals("note-update")
        .filter((row) => row["noteId"] === noteId)
        .toArray(),
    ]);
    return { text, updates: [...rows, ...waiting] };
  });
}

/** A text that was found, for reading only. Throws when a part of it cannot be read. */
export async function openText({ sealer }: Device, noteId: string, { text, updates }: FoundText): Promise<Doc> {
  const opened = await Promise.all([
    ...(text ? [sealer.open(placeOf("note-text", noteId), text.sealed)] : []),
    ...updates.map((row) => sealer.open(placeOf("note-update", row.id), row.sealed)),
  ]);
  const doc = new Doc();
  for (const part of opened) applyUpdateV2(doc, fromBase64((part as { update: string }).update)); // each was sealed with an update
  return doc;
}

/** A note's text as it is on this device now, what waits included, for reading only. */
export async function readNote(device: Device, noteId: string): Promise<Doc> {
  return openText(device, noteId, await findText(device, noteId));
}

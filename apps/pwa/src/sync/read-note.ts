import { fromBase64 } from "@cliently/api/domain/base64";
import { applyUpdateV2, Doc } from "yjs";

import type { CanonicalRow, TextRow, ViewRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";
import type { Device } from "./device.ts";

/** A note's text as it is stored, every part of it at one moment, still sealed. */
export type FoundText = { text: TextRow | undefined; rows: CanonicalRow[]; waiting: ViewRow[] };

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
    return { text, rows, waiting };
  });
}

/** What a text is put together from. By the ids of updates: versions begin again lower in the history of a restored backup. */
export function partsOf(noteId: string, { text, rows, waiting }: FoundText): Part[] {
  return [
    ...(text ? [{ place: placeOf("note-text", noteId), sealed: text.sealed, mark: text.mark }] : []),
    ...[...rows, ...waiting].map(({ id, sealed, mark }) => ({ place: placeOf("note-update", id), sealed, mark })),
  ];
}

type Part = { place: string; sealed: Uint8Array<ArrayBuffer>; mark: unknown };

/** A text that was found, for reading only. Throws when a part of it cannot be read. */
export async function openText({ sealer }: Device, noteId: string, found: FoundText): Promise<Doc> {
  const opened = await Promise.all(partsOf(noteId, found).map(({ place, sealed }) => sealer.open(place, sealed)));
  const doc = new Doc();
  for (const part of opened) applyUpdateV2(doc, fromBase64((part as { update: string }).update)); // each was sealed with an update
  return doc;
}

/** A note's text as it is on this device now, what waits included, for reading only. */
export async function readNote(device: Device, noteId: string): Promise<Doc> {
  return openText(device, noteId, await findText(device, noteId));
}

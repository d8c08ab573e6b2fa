import { applyUpdateV2, Doc, encodeStateAsUpdateV2 } from "yjs";

import { fromBase64 } from "../domain/base64.ts";
import { NOTE_BYTES } from "../domain/note/y-update.ts";
import type { SyncReads, TextSize } from "./storage.ts";

/**
 * Whether these updates make a note's text larger than it may be. Looked at exactly only when its parts one after the
 * other are too large; shortening a text that is too long already is always welcome.
 */
export async function becomesTooLong(
  tx: Pick<SyncReads, "text">,
  { noteId, bytes }: TextSize,
  added: readonly { noteId: string; update: string }[],
): Promise<boolean> {
  const own = new Set(added.filter((update) => update.noteId === noteId).map(({ update }) => update));
  if (bytes <= NOTE_BYTES || own.size === 0) return false;
  const all = await tx.text(noteId);
  const after = bytesOf(all);
  return after > NOTE_BYTES && after > bytesOf(all.filter((update) => !own.has(update)));
}

function bytesOf(updates: readonly string[]): number {
  const doc = new Doc();
  for (const update of updates) applyUpdateV2(doc, fromBase64(update));
  return encodeStateAsUpdateV2(doc).length;
}

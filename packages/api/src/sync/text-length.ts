import { applyUpdateV2, Doc, encodeStateAsUpdateV2 } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import { isReadable, mostPieces, NOTE_BYTES } from "../domain/note/y-update.ts";
import type { StoredPart } from "./text-parts.ts";

/**
 * Whether the parts that were added make a text larger than it may be. Looked at exactly only when its parts one after
 * the other are too large; shortening a text that is too long already is always welcome.
 */
export function becomesTooLong(parts: readonly StoredPart[], added: ReadonlySet<string>): boolean {
  if (added.size === 0 || bytesOf(parts) <= NOTE_BYTES) return false;
  const after = wholeOf(parts).length;
  return after > NOTE_BYTES && after > wholeOf(parts.filter(({ update }) => !added.has(update))).length;
}

/** Whether the parts that were added put more into a text than one may hold that is still to be read as a whole. */
export function becomesUnreadable(parts: readonly StoredPart[], added: ReadonlySet<string>): boolean {
  const pieces = parts.reduce((sum, part) => sum + part.pieces, 0);
  if (pieces <= mostPieces(bytesOf(parts))) return false;
  return parts.some(({ update, pieces }) => pieces > 0 && added.has(update)) && !isReadable(toBase64(wholeOf(parts)));
}

function bytesOf(parts: readonly StoredPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

function wholeOf(parts: readonly StoredPart[]): Uint8Array {
  const doc = new Doc();
  for (const { update } of parts) applyUpdateV2(doc, fromBase64(update));
  return encodeStateAsUpdateV2(doc);
}

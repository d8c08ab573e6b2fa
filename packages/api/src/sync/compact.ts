import { applyUpdateV2, Doc, encodeStateAsUpdateV2 } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import type { SyncWrites, TextSize } from "./storage.ts";

/** Folding begins at this many loose updates of a note and takes the older half, so that devices that synced lately still get plain updates. */
const LOOSE = 128;
const FOLDED = 64;

/**
 * Folds old updates of the notes that were just written. The words stay the same, so nothing about it is synced.
 * Resolves with the notes that could not be folded: they stay as they are, because nobody's typing may fail by this.
 */
export async function compact(tx: SyncWrites, written: readonly TextSize[]): Promise<string[]> {
  const unfoldable: string[] = [];
  for (const { noteId, updates } of written) {
    if (updates < LOOSE) continue;
    const folded = await tx.savepoint(() => fold(tx, noteId));
    if ("broken" in folded) unfoldable.push(noteId);
  }
  return unfoldable;
}

async function fold(tx: SyncWrites, noteId: string): Promise<void> {
  // Versions are folded whole: the device that stands at `upto` must have all of it.
  const { folded, updates, upto } = await tx.loose(noteId, FOLDED);
  // One Doc for all: merging many updates pairwise takes minutes where this takes milliseconds.
  const doc = new Doc();
  for (const update of folded === null ? updates : [folded, ...updates]) applyUpdateV2(doc, fromBase64(update));
  await tx.fold(noteId, upto, toBase64(encodeStateAsUpdateV2(doc)));
}

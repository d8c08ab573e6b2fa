import { applyUpdateV2, Doc, getState } from "yjs";

import { fromBase64 } from "../domain/base64.ts";
import { leansOn } from "../domain/note/leans-on.ts";
import type { SyncReads } from "./storage.ts";

/**
 * Whether one of these updates, which are stored by now, goes on from words that are in no text: acknowledged, it would
 * be seen by nobody, and neither would whatever is written after it.
 */
export async function wordsAreMissing(
  tx: Pick<SyncReads, "text">,
  added: readonly { noteId: string; update: string }[],
): Promise<boolean> {
  const leaning = new Map<string, Map<number, number>[]>();
  for (const { noteId, update } of added) {
    const on = leansOn(update);
    if (on.size > 0) leaning.set(noteId, [...(leaning.get(noteId) ?? []), on]);
  }
  for (const [noteId, all] of leaning) {
    const doc = new Doc();
    for (const update of await tx.text(noteId)) applyUpdateV2(doc, fromBase64(update));
    const isThere = ([client, upto]: [number, number]) => getState(doc.store, client) >= upto;
    if (all.some((on) => ![...on].every(isThere))) return true;
  }
  return false;
}

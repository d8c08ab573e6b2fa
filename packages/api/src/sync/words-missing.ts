import { applyUpdateV2, Doc, getState } from "yjs";

import { fromBase64 } from "../domain/base64.ts";
import { areAllThere } from "../domain/note/leans-on.ts";
import type { StoredPart } from "./text-parts.ts";

/**
 * Whether one of the parts that were added to a text goes on from words that are not in it: acknowledged, it would be
 * seen by nobody, and neither would whatever is written after it.
 */
export function wordsAreMissing(parts: readonly StoredPart[], added: ReadonlySet<string>): boolean {
  const leaning = parts.filter(({ update, leansOn }) => added.has(update) && leansOn.size > 0);
  if (leaning.length === 0 || areAllThere(parts)) return false;
  // An older part lacks something itself: what can be seen of it nevertheless, only Yjs knows.
  const doc = new Doc();
  for (const { update } of parts) applyUpdateV2(doc, fromBase64(update));
  const isThere = ([client, upto]: [number, number]) => getState(doc.store, client) >= upto;
  return leaning.some(({ leansOn }) => ![...leansOn].every(isThere));
}

import type { WordsAfter } from "@cliently/api/domain/note/words-after";
import type { Row } from "@cliently/api/domain/store";

import { inPieces } from "./in-pieces.ts";

type Words = WordsAfter["added"];

/** Words that came after a signature, as an addendum begins with them; with their sections' names when there are several. */
export function lateText(words: Words): string {
  if (words.length === 1) return words[0]?.text ?? "";
  return words.map(({ name, text }) => `${name}: ${text}`).join("\n\n");
}

/**
 * Those that do not stand in an addendum, or in several that one text was cut into, just as they came. Rather one too
 * many: what is left out must be readable.
 */
export function notAdded(words: Words, addenda: readonly Row<"addendum">[]): Words {
  const kept = new Set(addenda.filter(({ status }) => status !== "discarded").map(({ text }) => text.trim()));
  const isAdded = (text: string) => inPieces(text).every((piece) => kept.has(piece.trim()));
  return isAdded(lateText(words)) ? [] : words.filter(({ text }) => !isAdded(text));
}

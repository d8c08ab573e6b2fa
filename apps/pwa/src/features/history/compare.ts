import { canonicalJson } from "@cliently/api/domain/digest";
import { contentOf } from "@cliently/api/domain/note/content";
import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText, sectionsIn } from "@cliently/api/domain/note/plain-text";
import { leftSections, templateOf, type HowWritten } from "@cliently/api/domain/note/templates";
import { diffArrays } from "diff";
import type { Doc } from "yjs";

/** A run of words: in both texts, only in the earlier one, or only in the one now. */
export type Piece = { kind: "same" | "gone" | "added"; text: string };

/** What became of a section. `looks`: the words are the same, but not how they are set. */
export type SectionChange = { id: string; name: string; change: "none" | "looks" | "words"; pieces: Piece[] };

/** Compares two texts of a note section by section, in the template's order. Sections without words in both are left out. */
export function compareTexts(earlier: Doc, now: Doc, note: HowWritten): SectionChange[] {
  const left = leftSections(note, [...sectionsIn(earlier), ...sectionsIn(now)]);
  return [...templateOf(note.template).sections, ...left].flatMap(({ id, name }) => {
    const [then, after] = [earlier, now].map((doc) => doc.getXmlFragment(fragmentName(id)));
    if (!then || !after) return [];
    const pieces = compareWords(plainText(then), plainText(after));
    if (pieces.every(({ text }) => text.trim() === "")) return [];
    const isSame = canonicalJson(contentOf(then)) === canonicalJson(contentOf(after));
    const change = pieces.some(({ kind }) => kind !== "same") ? "words" : isSame ? "none" : "looks";
    return [{ id, name, change, pieces }];
  });
}

/**
 * So many words at most may differ before lines are compared instead of words, and whole texts instead of lines: what
 * comparing costs grows with the length times this.
 */
const MOST_EDITS = 1_500;

/** What differs between two plain texts, by words. */
export function compareWords(earlier: string, now: string): Piece[] {
  const pieces = piecesBy(wordsIn, earlier, now) ??
    piecesBy(linesIn, earlier, now) ?? [
      { kind: "gone" as const, text: earlier },
      { kind: "added" as const, text: now },
    ];
  return readable(pieces).filter(({ text }) => text !== "");
}

function piecesBy(cut: (text: string) => string[], earlier: string, now: string): Piece[] | undefined {
  const changes = diffArrays(cut(earlier), cut(now), { maxEditLength: MOST_EDITS });
  return changes?.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "gone" : "same",
    text: value.join(""),
  }));
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

function wordsIn(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

function linesIn(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** Words that changed one after the other read as one change: a space between them is no reason to begin anew. */
function readable(pieces: Piece[]): Piece[] {
  const read: Piece[] = [];
  let gone = "";
  let added = "";
  const end = () => {
    read.push({ kind: "gone", text: gone }, { kind: "added", text: added });
    gone = added = "";
  };
  pieces.forEach(({ kind, text }, index) => {
    const isBetween = /^ +$/.test(text) && (gone !== "" || added !== "") && index < pieces.length - 1;
    if (kind === "same" && !isBetween) {
      end();
      read.push({ kind, text });
      return;
    }
    if (kind !== "added") gone += text;
    if (kind !== "gone") added += text;
  });
  end();
  return read.filter(({ text }) => text !== "");
}

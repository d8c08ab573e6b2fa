import { ContentString, decodeStateVector, type Doc, type XmlFragment, type XmlText } from "yjs";

import { fromBase64 } from "../base64.ts";
import { textsIn, type Content } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { sectionsIn } from "./plain-text.ts";
import type { SealedNote } from "./sealed-note.ts";
import { leftSections, templateOf, type HowWritten } from "./templates.ts";
import type { Vector } from "./vector.ts";

/** Words that came after a signature: those that were added, by section, and whether signed ones were taken away. */
export type WordsAfter = { added: { id: string; name: string; text: string }[]; isCut: boolean };

type Asked = {
  doc: Doc;
  note: HowWritten;
  /** The signature's own vector, and what it says. */
  signed: Vector;
  sealed: Pick<SealedNote, "sections">;
  /** Up to where words are decided about. */
  decided: Vector;
  /** Only those that came by then; without it all. */
  until?: Vector;
};

/**
 * What a note's text has beyond the words that are decided about. By who wrote what, not by comparing texts, so that it
 * is the same however the edits were folded. Words that only moved to another line are not new.
 */
export function wordsAfter({ doc, note, signed, sealed, decided, until }: Asked): WordsAfter {
  const clocks = decodeStateVector(fromBase64(decided));
  const untilClocks = until === undefined ? undefined : decodeStateVector(fromBase64(until));
  const signedClocks = decodeStateVector(fromBase64(signed));
  const sections = [...templateOf(note.template).sections, ...leftSections(note, sectionsIn(doc))];
  const names = new Map(sealed.sections.map(({ id, name }) => [id, name]));
  const result: WordsAfter = { added: [], isCut: false };

  for (const { id, name } of sections) {
    const fragment = doc.getXmlFragment(fragmentName(id));
    const before = bare(
      sealed.sections
        .find((section) => section.id === id)
        ?.content.map(wordsIn)
        .join("") ?? "",
    );
    if (bare(wordsOf(fragment)) === before) continue;
    const text = piecesOf(fragment, clocks, untilClocks)
      .map((pieces) => pieces.join(" … ").trim())
      .filter(Boolean)
      .join("\n");
    if (text) result.added.push({ id, name: names.get(id) ?? name, text });
    if (bare(wordsOf(fragment, signedClocks)) !== before) result.isCut = true;
  }
  return result;
}

type Clocks = Map<number, number>;

/** For each block of text, the runs in it that `seen` does not have, and `until` does. */
function piecesOf(fragment: XmlFragment, seen: Clocks, until?: Clocks): string[][] {
  return textsIn(fragment).map((text) => {
    const pieces: string[] = [];
    let goesOn = false;
    for (const { words, isNew } of runsOf(text, seen, until)) {
      if (isNew) pieces.push((goesOn ? (pieces.pop() ?? "") : "") + words);
      goesOn = isNew;
    }
    return pieces.map((piece) => piece.trim()).filter(Boolean);
  });
}

/** Every word that is there; with `seen`, those that it has. */
function wordsOf(fragment: XmlFragment, seen?: Clocks): string {
  return textsIn(fragment)
    .flatMap((text) => runsOf(text, seen ?? new Map()))
    .map(({ words, isNew }) => (isNew && seen ? "" : words))
    .join("");
}

/** The words of a text as they were written, each run either known to `seen` or not; what `until` lacks is no new run. */
function runsOf(text: XmlText, seen: Clocks, until?: Clocks): { words: string; isNew: boolean }[] {
  const runs: { words: string; isNew: boolean }[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof ContentString)) continue;
    const { str } = item.content;
    // Yjs joins what one writer wrote on end: the first part of it may be known.
    const upTo = (clocks: Clocks) =>
      Math.min(Math.max(0, (clocks.get(item.id.client) ?? 0) - item.id.clock), str.length);
    const known = upTo(seen);
    const end = Math.max(known, until ? upTo(until) : str.length);
    if (known > 0) runs.push({ words: str.slice(0, known), isNew: false });
    if (known < end) runs.push({ words: str.slice(known, end), isNew: true });
    if (end < str.length) runs.push({ words: str.slice(end), isNew: false });
  }
  return runs;
}

function wordsIn({ text = "", content = [] }: Content): string {
  return text + content.map(wordsIn).join("");
}

/** Where lines end and how many spaces there are is not what was said. */
function bare(words: string): string {
  return words.replaceAll(/\s+/g, "");
}

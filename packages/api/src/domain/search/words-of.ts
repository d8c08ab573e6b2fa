import { folded, isPlain } from "../folded.ts";

/** A word of a text as it is compared, and where it stands, in UTF-16 units. */
export type Word = { word: string; start: number; end: number };

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts that are written without spaces: every two characters that follow each other stand for a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;
/** No word is longer than this: what is, is no word. */
const LONGEST = 40;

/** The words of a text in their order, without case, accents and ligatures. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, index } of text.matchAll(WORDS)) {
    const pieces = hasUnspaced(run) ? piecesOf(run) : [{ text: run, at: 0 }];
    for (const piece of pieces) {
      const word = folded(piece.text).slice(0, LONGEST);
      const start = index + piece.at;
      if (word) words.push({ word, start, end: start + piece.text.length });
    }
  }
  return words;
}

function hasUnspaced(run: string): boolean {
  return !isPlain(run) && run.search(UNSPACED) >= 0;
}

type Piece = { text: string; at: number };

/** The pairs of characters of unspaced script, each last one alone, and whole what stands between. */
function piecesOf(run: string): Piece[] {
  const pieces: Piece[] = [];
  const singles = [...run.matchAll(UNSPACED)].map(({ 0: text, index }) => ({ text, at: index }));
  let end = 0;
  for (const [place, { text, at }] of singles.entries()) {
    if (at > end) pieces.push({ text: run.slice(end, at), at: end });
    end = at + text.length;
    const next = singles[place + 1];
    pieces.push(next?.at === end ? { text: text + next.text, at } : { text, at });
  }
  if (end < run.length) pieces.push({ text: run.slice(end), at: end });
  return pieces;
}

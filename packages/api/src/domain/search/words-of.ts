/** A word of a text as it is compared, and where it stands, in UTF-16 units. */
export type Word = { word: string; start: number; end: number };

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
/** Scripts that are written without spaces: every two characters that follow each other stand for a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;
/** What Unicode does not take apart into a letter and its mark. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  þ: "th",
  ı: "i",
  ς: "σ",
  ى: "ي",
  ة: "ه",
  ـ: "",
};
const OWN_LETTERS = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");
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

/** A word as it is compared. */
export function folded(word: string): string {
  if (isPlain(word)) return word.toLowerCase();
  return word
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(OWN_LETTERS, (letter) => LETTERS[letter] ?? letter);
}

function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false;
  return true;
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

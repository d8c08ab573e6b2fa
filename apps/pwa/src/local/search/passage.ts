import type { Part } from "@cliently/api/domain/search/searchable";
import { wordsOf, type Word } from "@cliently/api/domain/search/words-of";

/** A piece of a text, in one line, and where in it the words stand that were looked for: from, to, from, to, … */
export type Passage = { text: string; marks: number[]; isCutBefore: boolean; isCutAfter: boolean };

/** How long a passage may be, in UTF-16 units. */
const LENGTH = 160;

/** The part, and the stretch of it, in which most of what was looked for stands together. */
export function bestPassage(
  parts: readonly Part[],
  sought: ReadonlyMap<string, number>,
): { part: Part; passage: Passage; words: string[] } | undefined {
  let best: { part: Part; at: number; score: number; words: Word[]; hits: Word[] } | undefined;
  for (const part of parts) {
    const words = wordsOf(part.text);
    const hits = words.filter(({ word }) => sought.has(word));
    const { at, score } = densest(hits, sought);
    // Found by another form of it, or nowhere: the first words of the first part that has any.
    const own = score || (isAskedOtherwise(part, sought) ? 0.1 : 0);
    if (part.text.trim() && (!best || own > best.score)) best = { part, at, score: own, words, hits };
  }
  if (!best) return undefined;
  const { part, at, words, hits } = best;
  return {
    part,
    passage: cut(part.text, words, hits, at),
    words: [...new Set(hits.map(({ word }) => word))].slice(0, 40),
  };
}

function isAskedOtherwise({ also }: Part, sought: ReadonlyMap<string, number>): boolean {
  return also !== undefined && wordsOf(also).some(({ word }) => sought.has(word));
}

/** Which of the hits begins the best stretch: different words count in full, the same one again for a little. */
export function densest(hits: readonly Word[], sought: ReadonlyMap<string, number>): { at: number; score: number } {
  let best = { at: 0, score: 0 };
  hits.forEach((first, index) => {
    const seen = new Set<string>();
    let score = 0;
    for (let next = index; next < hits.length; next++) {
      const hit = hits[next];
      if (!hit || hit.end - first.start > LENGTH) break;
      score += (sought.get(hit.word) ?? 0) * (seen.has(hit.word) ? 0.05 : 1);
      seen.add(hit.word);
    }
    if (score > best.score) best = { at: index, score };
  });
  return best;
}

/** Cuts a stretch out between words, with what was found somewhat before its middle. */
function cut(text: string, words: readonly Word[], hits: readonly Word[], at: number): Passage {
  const first = hits[at];
  const last = hits.findLast(({ end }) => first !== undefined && end - first.start <= LENGTH);
  const room = first && last ? LENGTH - (last.end - first.start) : LENGTH;
  const wanted = first ? Math.max(0, first.start - Math.floor(room / 3)) : 0;
  const start = wanted === 0 ? 0 : (words.find((word) => word.start >= wanted)?.start ?? wanted);
  const whole = start + LENGTH >= text.length;
  const lastWord = words.findLast((word) => word.start >= start && word.end <= start + LENGTH);
  const end = whole ? text.length : Math.max(lastWord?.end ?? 0, Math.min(text.length, start + LENGTH / 2));
  const marks = hits.filter((hit) => hit.start >= start && hit.end <= end).flatMap((hit) => [hit.start, hit.end]);
  return {
    text: text.slice(start, end).replaceAll(/\s/g, " "),
    marks: joined(marks.map((place) => place - start)),
    isCutBefore: text.slice(0, start).trim() !== "",
    isCutAfter: text.slice(end).trim() !== "",
  };
}

/** Marks that touch or overlap become one: pairs of unspaced script lie over each other. */
function joined(marks: number[]): number[] {
  const all: number[] = [];
  for (let at = 0; at < marks.length; at += 2) {
    const [from = 0, to = 0] = [marks[at], marks[at + 1]];
    if (all.length && from <= (all.at(-1) ?? 0)) all[all.length - 1] = Math.max(all.at(-1) ?? 0, to);
    else all.push(from, to);
  }
  return all;
}

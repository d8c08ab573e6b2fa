import type { SearchableNoun, ShownOn } from "@cliently/api/domain/search/searchable";
import { wordsOf } from "@cliently/api/domain/search/words-of";

import type { Passage } from "./passage.ts";
import type { Asked, Strictness } from "./word-index.ts";

/** What is looked for. `from` and `before`: times in ms. */
export type Question = {
  text: string;
  noun: SearchableNoun | null;
  clientId: string | null;
  from: number | null;
  before: number | null;
  limit: number;
};

/** Something found: what, whose, of when, and where it stands in it. `words`: as they stand there, to be shown. */
export type Hit = {
  noun: SearchableNoun;
  id: string;
  title: string;
  at: number;
  client: { id: string; name: string } | null;
  on: ShownOn;
  place: string;
  placeName: string;
  passage: Passage;
  words: string[];
};

/**
 * `total`: how many there are, as far as the index knows. `isWhole`: nothing more of this answer is on its way. `reading`:
 * how far the index has come that is being made. `strictness`: whether all of the words were found as they were typed.
 */
export type Answer = {
  hits: Hit[];
  total: number;
  isWhole: boolean;
  strictness: Strictness;
  reading: { done: number; of: number } | null;
  /** Where the index came from. */
  origin: "disk" | "built";
};

/** A question taken apart: its words, of which the last may go on, and what must stand there word for word. */
export function askedIn(text: string): { asked: Asked[]; phrases: string[][] } {
  const phrases = [...text.matchAll(/["“„«]([^"“”„«»]+)["”“»]/gu)]
    .map(([, words = ""]) => wordsOf(words).map(({ word }) => word))
    .filter((words) => words.length > 0);
  const all = wordsOf(text);
  // The last character of a run of unspaced script stands in the pair before it as well.
  const words = all.filter(({ end }, at) => (all[at - 1]?.end ?? -1) < end);
  const asked = words.map(({ word, end }) => ({ word, isBegun: end === text.length || isOneSign(word) }));
  const once = asked.filter(({ word }, at) => asked.findLastIndex((other) => other.word === word) === at);
  return { asked: once, phrases };
}

/** One character of an unspaced script, which stands in texts at the beginning of a pair. */
function isOneSign(word: string): boolean {
  return word.length === 1 && word >= "\u0e00";
}

/** Whether words stand in a text one right after the other. */
export function holdsPhrase(text: string, phrase: readonly string[]): boolean {
  const words = wordsOf(text).map(({ word }) => word);
  return words.some((_, at) => phrase.every((word, place) => words[at + place] === word));
}

import type { SearchableNoun } from "@cliently/api/domain/search/searchable";

import { firstFrom, firstWithout, nearTo, slipsIn } from "./typos.ts";

/** A row as the index knows it. `parents`: the records it belongs to. */
export type Entry = { key: string; noun: SearchableNoun; title: string; at: number; parents: string[] };

/** A word that is looked for. `isBegun`: it may go on. */
export type Asked = { word: string; isBegun: boolean };

/** How strictly: every word as it was typed, every word give or take a slip, or any of them. */
export type Strictness = "exact" | "near" | "any";

/** What was found: entries, the best first, and how well each word of theirs answers to what was asked. */
export type Found = { entries: Entry[]; words: ReadonlyMap<string, number> };

/** All of an index as it is kept: `postings` of a word lie at `starts[i]` to `starts[i + 1]`. */
export type Saved = { entries: Entry[]; lengths: number[]; words: string[]; starts: number[]; postings: Uint32Array };

export type WordIndex = {
  /** Takes a row in, in the place of what was known of it. `times`: how often each word stands there. */
  put(entry: Entry, times: ReadonlyMap<string, number>): void;
  remove(key: string): void;
  entry(key: string): Entry | undefined;
  keys(): string[];
  find(asked: readonly Asked[], how: Strictness, keep: (entry: Entry) => boolean): Found;
  saved(): Saved;
};

/** A posting is the number of an entry and, in its low eight bits, how often the word stands there. */
const TIMES = 0xff;
const ENTRY = 8;
/** Entries of which nothing is left are swept out when there are more of them than of others, and at least so many. */
const LEAST_SWEPT = 1_000;

/** What makes a long text count less, and one more time of a word ever less (BM25). */
const LENGTH = 0.7;
const MORE = 1.2;

/**
 * The words of a practice, each with where it stands, in memory. Rows only ever go to the end of the lists, so that a
 * changed one costs as much as a new one; what it leaves behind is swept out now and then.
 */
export function makeWordIndex(from?: Saved): WordIndex {
  let entries: (Entry | undefined)[] = from?.entries ?? [];
  let lengths: number[] = from?.lengths ?? [];
  let postings = new Map<string, number[]>();
  from?.words.forEach((word, at) =>
    postings.set(word, Array.from(from.postings.subarray(from.starts[at], from.starts[at + 1]))),
  );
  let sorted: string[] | undefined = from?.words;
  const numbers = new Map(entries.flatMap((entry, number) => (entry ? [[entry.key, number] as const] : [])));
  let total = lengths.reduce((sum, length) => sum + length, 0);

  function remove(key: string): void {
    const number = numbers.get(key);
    if (number === undefined) return;
    numbers.delete(key);
    entries[number] = undefined;
    total -= lengths[number] ?? 0;
    if (entries.length > 2 * numbers.size + LEAST_SWEPT) sweep();
  }

  function sweep(): void {
    const moved: (number | undefined)[] = [];
    let count = 0;
    entries.forEach((entry, number) => entry && (moved[number] = count++));
    const kept = new Map<string, number[]>();
    for (const [word, list] of postings) {
      const left = list.flatMap((posting) => {
        const number = moved[posting >>> ENTRY];
        return number === undefined ? [] : (number << ENTRY) | (posting & TIMES);
      });
      if (left.length) kept.set(word, left);
    }
    postings = kept;
    sorted = undefined;
    lengths = lengths.filter((_, number) => moved[number] !== undefined);
    entries = entries.filter((entry) => entry !== undefined);
    entries.forEach((entry, number) => entry && numbers.set(entry.key, number));
  }

  /** The words that may be meant, and how well each answers: 1 for the very word. */
  function meant({ word, isBegun }: Asked, how: Strictness): Map<string, number> {
    sorted ??= [...postings.keys()].sort();
    const weights = new Map<string, number>();
    const slips = how === "exact" ? 0 : slipsIn(word);
    if (slips > 0)
      for (const near of nearTo(sorted, word, slips, isBegun)) weights.set(near.word, 0.4 / (1 + near.distance));
    const first = firstFrom(sorted, word);
    if (isBegun)
      for (const longer of sorted.slice(first, firstWithout(sorted, word, first)))
        weights.set(longer, 0.5 + (0.4 * word.length) / longer.length);
    if (sorted[first] === word) weights.set(word, 1);
    return weights;
  }

  return {
    put(entry, times) {
      remove(entry.key);
      const number = entries.push(entry) - 1;
      numbers.set(entry.key, number);
      let length = 0;
      for (const [word, count] of times) {
        length += count;
        const posting = (number << ENTRY) | Math.min(count, TIMES);
        const list = postings.get(word);
        if (list) list.push(posting);
        else {
          postings.set(word, [posting]);
          sorted = undefined;
        }
      }
      lengths[number] = length;
      total += length;
    },

    remove,
    entry: (key) => entries[numbers.get(key) ?? -1],
    keys: () => [...numbers.keys()],

    find(asked, how, keep) {
      const words = new Map<string, number>();
      const scores = new Float64Array(entries.length);
      const matched = new Uint8Array(entries.length);
      const usual = total / Math.max(1, numbers.size);
      for (const wanted of asked) {
        const best = new Float64Array(entries.length);
        const touched: number[] = [];
        for (const [word, weight] of meant(wanted, how)) {
          words.set(word, Math.max(weight, words.get(word) ?? 0));
          const list = postings.get(word) ?? [];
          const rare = Math.log(1 + numbers.size / (list.length + 0.5));
          for (const posting of list) {
            const number = posting >>> ENTRY;
            const times = posting & TIMES;
            const long = MORE * (1 - LENGTH + (LENGTH * (lengths[number] ?? 0)) / usual);
            const score = (weight * rare * times * (MORE + 1)) / (times + long);
            if (best[number] === 0) touched.push(number);
            if (score > (best[number] ?? 0)) best[number] = score;
          }
        }
        for (const number of touched) {
          scores[number] = (scores[number] ?? 0) + (best[number] ?? 0);
          matched[number] = (matched[number] ?? 0) + 1;
        }
      }
      const least = how === "any" ? 1 : asked.length;
      const found: number[] = [];
      for (let number = 0; number < matched.length; number++) {
        const entry = (matched[number] ?? 0) >= least && entries[number];
        if (entry && keep(entry)) found.push(number);
      }
      found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (entries[b]?.at ?? 0) - (entries[a]?.at ?? 0));
      return { entries: found.flatMap((number) => entries[number] ?? []), words };
    },

    saved() {
      if (entries.length > numbers.size) sweep();
      sorted ??= [...postings.keys()].sort();
      const starts = [0];
      for (const word of sorted) starts.push((starts.at(-1) ?? 0) + (postings.get(word)?.length ?? 0));
      const all = new Uint32Array(starts.at(-1) ?? 0);
      sorted.forEach((word, at) => all.set(postings.get(word) ?? [], starts[at]));
      return { entries: entries.filter((entry) => entry !== undefined), lengths, words: sorted, starts, postings: all };
    },
  };
}

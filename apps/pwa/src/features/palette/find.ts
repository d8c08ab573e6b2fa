import { folded } from "@cliently/api/domain/folded";

/** Something that can be found by its words. */
export type Findable = { name: string; keywords?: string };

/**
 * Those in which every word of `query` begins a word, best first; with no such, those that are one letter off. Things
 * that fit equally well stay in their order.
 */
export function find<T extends Findable>(things: readonly T[], query: string): T[] {
  const wanted = wordsIn(query);
  if (wanted.length === 0) return [];
  const entries = things.map((thing) => ({ thing, name: wordsIn(thing.name), others: wordsIn(thing.keywords ?? "") }));
  const found = ranked(entries, (entry) => fit(wanted, entry, (begun, word) => word.startsWith(begun)));
  return found.length > 0 ? found : ranked(entries, (entry) => fit(wanted, entry, beginsAlmost));
}

type Entry<T> = { thing: T; name: string[]; others: string[] };

function ranked<T>(entries: Entry<T>[], fitOf: (entry: Entry<T>) => number): T[] {
  return entries
    .map((entry) => ({ thing: entry.thing, fit: fitOf(entry) }))
    .filter(({ fit: found }) => found > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ thing }) => thing);
}

/** 0: not at all. Words of the name count more than other words, and the first of them most. */
function fit(
  wanted: string[],
  { name, others }: Entry<unknown>,
  begins: (begun: string, word: string) => boolean,
): number {
  let sum = 0;
  for (const begun of wanted) {
    const at = name.findIndex((word) => begins(begun, word));
    if (at === 0) sum += 4;
    else if (at > 0) sum += 3;
    else if (others.some((word) => begins(begun, word))) sum += 1;
    else return 0;
  }
  return sum / wanted.length;
}

/** Whether a word begins with what was typed, but for one letter that is wrong, missing, too much, or swapped with the next. */
function beginsAlmost(begun: string, word: string): boolean {
  if (begun.length < 4) return false;
  let at = 0;
  while (at < begun.length && begun[at] === word[at]) at++;
  const rest = (skip: number) => begun.slice(at + skip);
  return (
    word.startsWith(rest(1), at + 1) ||
    word.startsWith(rest(0), at + 1) ||
    word.startsWith(rest(1), at) ||
    (begun[at] === word[at + 1] && begun[at + 1] === word[at] && word.startsWith(rest(2), at + 2))
  );
}

function wordsIn(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

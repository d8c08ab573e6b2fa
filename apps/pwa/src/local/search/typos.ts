/** A word that another one may have been meant for. `distance`: letters missing, added, changed or swapped. */
export type Near = { word: string; distance: number };

/** How many slips of the finger a word of this length may hold. */
export function slipsIn(word: string): number {
  return word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
}

/**
 * The words of a sorted list within so many slips of `asked`, or, with `isPrefix`, that begin with something within. The
 * optimal string alignment distance, row by row as along a trie: what words have in common at their beginning is compared
 * once, and what can no longer come near is passed over.
 */
export function nearTo(sorted: readonly string[], asked: string, slips: number, isPrefix: boolean): Near[] {
  const width = asked.length;
  const rows: number[][] = [Array.from({ length: width + 1 }, (_, at) => at)];
  const best: number[] = [width]; // over the prefixes of the word so far
  const found: Near[] = [];
  let before = "";

  for (let at = 0; at < sorted.length;) {
    const word = sorted[at] ?? "";
    let depth = sharedLength(before, word, rows.length - 1);
    rows.length = best.length = depth + 1;
    let isLost = false;
    while (depth < word.length && !isLost) {
      const row = nextRow(rows, depth, word, asked);
      rows.push(row);
      best.push(Math.min(best[depth] ?? width, row[width] ?? width));
      depth++;
      isLost = row.every((distance) => distance > slips);
    }
    before = word.slice(0, depth);
    const distance = isPrefix ? best[depth] : isLost ? Infinity : rows[depth]?.[width];
    const end = isLost ? firstWithout(sorted, before, at) : at + 1;
    if (distance !== undefined && distance <= slips)
      for (const near of sorted.slice(at, end)) found.push({ word: near, distance });
    at = end;
  }
  return found;
}

function nextRow(rows: number[][], depth: number, word: string, asked: string): number[] {
  const above = rows[depth] ?? [];
  const twoAbove = rows[depth - 1];
  const letter = word[depth];
  const row = [depth + 1];
  for (let at = 1; at <= asked.length; at++) {
    const isSame = asked[at - 1] === letter;
    let least = Math.min((above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1, (above[at - 1] ?? 0) + (isSame ? 0 : 1));
    const isSwapped = twoAbove && at > 1 && asked[at - 2] === letter && asked[at - 1] === word[depth - 1];
    if (isSwapped) least = Math.min(least, (twoAbove[at - 2] ?? 0) + 1);
    row.push(least);
  }
  return row;
}

function sharedLength(a: string, b: string, most: number): number {
  let length = 0;
  while (length < most && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** The first place after `from` at which the words of a sorted list no longer begin with `prefix`. */
export function firstWithout(sorted: readonly string[], prefix: string, from: number): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]?.startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place of a sorted list that does not come before `word`. */
export function firstFrom(sorted: readonly string[], word: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { wordsOf } from "@cliently/api/domain/search/words-of";
import fc from "fast-check";
import { expect, test } from "vitest";

import { bestPassage } from "./passage.ts";
import { nearTo, slipsIn } from "./typos.ts";
import { makeWordIndex, type Asked, type Strictness } from "./word-index.ts";

const letters = fc.constantFrom("a", "b", "c", "é");
const word = fc.string({ unit: letters, minLength: 1, maxLength: 9 });

test("a letter missing, added, changed or swapped is a slip, in words of five letters and more", () => {
  const sorted = ["anxiety", "panic", "sleep", "sleepless"];
  const near = (asked: string, isBegun = false) =>
    nearTo(sorted, asked, slipsIn(asked), isBegun).map((found) => found.word);
  for (const asked of ["anxety", "anxxiety", "anxiaty", "anixety", "nxiety"]) expect(near(asked)).toEqual(["anxiety"]);
  expect(near("slepe")).toEqual(["sleep"]);
  expect(near("slpe")).toEqual([]);
  expect(near("slepe", true)).toEqual(["sleep", "sleepless"]);
});

test("words near another one are those that the distance says, each compared by itself", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 40 }),
      word,
      fc.integer({ min: 0, max: 2 }),
      fc.boolean(),
      (list, asked, slips, isBegun) => {
        const sorted = list.toSorted((a, b) => (a < b ? -1 : 1));
        const expected = sorted.flatMap((candidate) => {
          const forms = isBegun
            ? Array.from({ length: candidate.length + 1 }, (_, end) => candidate.slice(0, end))
            : [candidate];
          const distance = Math.min(...forms.map((form) => distanceOf(form, asked)));
          return distance <= slips ? { word: candidate, distance } : [];
        });
        expect(nearTo(sorted, asked, slips, isBegun)).toEqual(expected);
      },
    ),
  );
});

test("what the index finds is what reading every row finds, whatever was changed and removed before", () => {
  const row = fc.record({
    key: fc.nat(12),
    words: fc.array(word, { maxLength: 12 }),
    isRemoved: fc.boolean(),
    isSaved: fc.boolean(),
  });
  const asked = fc.array(fc.record({ word, isBegun: fc.boolean() }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      asked,
      fc.constantFrom("exact", "near", "any"),
      (rows, wanted, how) => {
        let index = makeWordIndex();
        const plain = new Map<string, string[]>();
        for (const { key, words, isRemoved, isSaved } of rows) {
          const name = `note|${key}`;
          if (isRemoved) {
            plain.delete(name);
            index.remove(name);
          } else {
            plain.set(name, words);
            const times = Map.groupBy(words, (own) => own);
            const entry = { key: name, noun: "note" as const, title: "", at: key, parents: [] };
            index.put(entry, new Map([...times].map(([own, all]) => [own, all.length])));
          }
          if (isSaved) index = makeWordIndex(structuredClone(index.saved()));
        }
        const expected = [...plain].filter(([, words]) => answers(words, wanted, how)).map(([key]) => key);
        const found = index.find(wanted, how, () => true).entries.map(({ key }) => key);
        expect(found.toSorted()).toEqual(expected.toSorted());
      },
    ),
  );
});

test("the very word comes before what begins with it, and that before a slip; rare words weigh more", () => {
  const index = makeWordIndex();
  const put = (key: string, text: string) => {
    const times = Map.groupBy(wordsOf(text), (own) => own.word);
    const entry = { key, noun: "note" as const, title: "", at: 0, parents: [] };
    index.put(entry, new Map([...times].map(([own, all]) => [own, all.length])));
  };
  put("slip", "a plams for spring");
  put("longer", "a plansheet for spring");
  put("very", "a plans for spring");
  expect(index.find([{ word: "plans", isBegun: true }], "near", () => true).entries.map(({ key }) => key)).toEqual([
    "very",
    "longer",
    "slip",
  ]);
});

test("a passage is one line around the densest stretch, cut between words, with the letters as they were written", () => {
  const filler = "quiet words that fill the page without any meaning at all ".repeat(8);
  const text = `${filler}First the Ängste.\n${filler}- Ängste und Schlaf,\n- wieder Schlaf. ${filler}`;
  const parts = [{ place: "plan", name: "Plan", text }];
  const found = bestPassage(
    parts,
    new Map([
      ["angste", 1],
      ["schlaf", 1],
    ]),
  );
  const { text: shown = "", marks = [], isCutBefore, isCutAfter } = found?.passage ?? {};
  expect(marks.flatMap((from, at) => (at % 2 ? [] : shown.slice(from, marks[at + 1])))).toEqual([
    "Ängste",
    "Schlaf",
    "Schlaf",
  ]);
  expect(shown.length).toBeLessThanOrEqual(161);
  expect(shown).not.toContain("\n");
  expect(text.replaceAll("\n", " ")).toContain(shown);
  expect(/(^|\W)$/.test(text.slice(0, text.replaceAll("\n", " ").indexOf(shown)))).toBe(true);
  expect([isCutBefore, isCutAfter]).toEqual([true, true]);
  expect(found?.words.toSorted()).toEqual(["angste", "schlaf"]);
});

const LONG = "long".repeat(12);

test("marks lie inside the passage, in order, on whole words, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("Łąka", "rain", "\n", "眠れない", "–", LONG, " "), { maxLength: 80 }),
      (pieces) => {
        const text = pieces.join(" ");
        const found = bestPassage(
          [{ place: "a", name: "A", text }],
          new Map([
            ["laka", 1],
            ["れな", 1],
            ["眠れ", 1],
          ]),
        );
        const { text: shown = "", marks = [] } = found?.passage ?? {};
        expect(marks.toSorted((a, b) => a - b)).toEqual(marks);
        for (let at = 0; at < marks.length; at += 2) {
          const [from = 0, to = 0] = marks.slice(at, at + 2);
          // A script without spaces is read in pairs, and may be cut between any two of them.
          const atAnEnd = [...(from === 0 ? ["れな"] : []), ...(to === shown.length ? ["眠れ"] : [])];
          expect(["Łąka", "眠れな", ...atAnEnd]).toContain(shown.slice(from, to));
        }
      },
    ),
    { examples: [[["Łąka", LONG, "–", "\n", LONG, LONG, " ", "眠れない"]]] },
  );
});

function answers(words: string[], asked: Asked[], how: Strictness): boolean {
  const isMeant = ({ word: wanted, isBegun }: Asked) =>
    words.some((own) => {
      const forms = isBegun ? Array.from({ length: own.length + 1 }, (_, end) => own.slice(0, end)) : [own];
      const slips = how === "exact" ? 0 : slipsIn(wanted);
      return forms.some((form) => distanceOf(form, wanted) <= slips);
    });
  return how === "any" ? asked.some(isMeant) : asked.every(isMeant);
}

/** The optimal string alignment distance, as it is defined. */
function distanceOf(a: string, b: string): number {
  const known = new Map<string, number>();
  const from = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const place = `${i},${j}`;
    const before = known.get(place);
    if (before !== undefined) return before;
    let least = Math.min(from(i - 1, j) + 1, from(i, j - 1) + 1, from(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      least = Math.min(least, from(i - 2, j - 2) + 1);
    known.set(place, least);
    return least;
  };
  return from(a.length, b.length);
}

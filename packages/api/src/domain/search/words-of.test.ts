import fc from "fast-check";
import { expect, test } from "vitest";

import { folded } from "../folded.ts";
import { wordsOf } from "./words-of.ts";

const words = (text: string) => wordsOf(text).map(({ word }) => word);

test("accents, case, ligatures and letters of other alphabets do not stand in the way", () => {
  expect(words("Élan Straße Søren ŁÓDŹ ﬁne İzmir")).toEqual(["elan", "strasse", "soren", "lodz", "fine", "izmir"]);
  expect(words("cœur — Þór’s")).toEqual(["coeur", "thor", "s"]);
  expect(words("ΛΌΓΟΣ")).toEqual(words("λόγος"));
});

test("Arabic is found with and without its vowels, and whichever alef was typed", () => {
  expect(words("قَلَق")).toEqual(words("قلق"));
  expect(words("أحمد مـــدرسة")).toEqual(words("احمد مدرسه"));
});

test("scripts without spaces are found by any part of what was written", () => {
  const text = words("彼女は眠れない夜が続く");
  for (const part of ["眠れない", "夜", "続く", "彼女"]) {
    const asked = words(part);
    const isThere = (word: string) =>
      text.some((own) => own === word || (own.startsWith(word) && word === asked.at(-1)));
    expect(asked.every(isThere)).toBe(true);
  }
  expect(words("SOAP記録2")).toEqual(["soap", "記録", "録", "2"]);
});

test("each word says where it stands, and folding it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      for (const { word, start, end } of wordsOf(text)) {
        expect(folded(text.slice(start, end)).startsWith(word)).toBe(true);
        expect(folded(word)).toBe(word);
      }
    }),
  );
});

import { fromBase64 } from "@cliently/api/domain/base64";
import { firstText, fragmentName } from "@cliently/api/domain/note/first-text";
import fc from "fast-check";
import { applyUpdateV2, Doc, type XmlElement, type XmlText } from "yjs";
import { expect, test } from "vitest";

import { compareTexts, compareWords, type Piece } from "./compare.ts";

test("a word that changed is gone and added, and what stands around it is the same", () => {
  expect(compareWords("Walk twice a week.", "Walk daily.")).toEqual<Piece[]>([
    { kind: "same", text: "Walk " },
    { kind: "gone", text: "twice a week" },
    { kind: "added", text: "daily" },
    { kind: "same", text: "." },
  ]);
});

test("words of every script are compared as words", () => {
  expect(compareWords("Спала лучше", "Спала хуже").filter(({ kind }) => kind !== "same")).toEqual<Piece[]>([
    { kind: "gone", text: "лучше" },
    { kind: "added", text: "хуже" },
  ]);
});

test("whatever two texts say, the comparison holds every character of both", () => {
  const text = fc.array(fc.constantFrom("walk", "sleep", "early", " ", " ", "\n", ".", "- "), { maxLength: 30 });
  fc.assert(
    fc.property(text, text, (then, now) => {
      const pieces = compareWords(then.join(""), now.join(""));
      expect(without("added", pieces)).toBe(then.join(""));
      expect(without("gone", pieces)).toBe(now.join(""));
    }),
  );
});

test("two texts of 30,000 characters that have nothing in common are compared as wholes", () => {
  const [then, now] = [aLongText("a"), aLongText("b")];
  expect(then.length).toBeGreaterThan(30_000);
  expect(compareWords(then, now)).toEqual<Piece[]>([
    { kind: "gone", text: then },
    { kind: "added", text: now },
  ]);
});

test("sections are compared in the template's order; one that was emptied since is all gone", () => {
  const then = aText({ plan: "Walk.", objective: "Sits upright.", subjective: "Slept badly." });
  const now = aText({ plan: "Walk.", subjective: "Slept well.", goal: "Rest" });
  expect(compareTexts(then, now, { template: "soap" }).map(({ name, change }) => `${name}: ${change}`)).toEqual([
    "Subjective: words",
    "Objective: words",
    "Plan: none",
    "Goal: words",
  ]);
  expect(compareTexts(then, now, { template: "soap" })[1]?.pieces).toEqual([{ kind: "gone", text: "Sits upright." }]);
});

test("a section of which only the looks changed says so", () => {
  const [then, now] = [aText({ plan: "Walk." }), aText({ plan: "Walk." })];
  const paragraph = now.getXmlFragment(fragmentName("plan")).get(0) as XmlElement;
  (paragraph.get(0) as XmlText).format(0, 4, { bold: {} });
  expect(compareTexts(then, now, { template: "soap" })).toMatchObject([{ name: "Plan", change: "looks" }]);
});

function aText(sections: Record<string, string>): Doc {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(firstText(sections)));
  return doc;
}

function aLongText(letter: string): string {
  return Array.from({ length: 6_000 }, (_, at) => `${letter}${at}`).join(" ");
}

function without(kind: Piece["kind"], pieces: Piece[]): string {
  return pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join("");
}

import { Doc, encodeStateAsUpdateV2, encodeStateVector, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { toBase64 } from "../base64.ts";
import { firstText, fragmentName } from "./first-text.ts";
import { wordsOfUpdate } from "./words-of-update.ts";

function noteWith(words: string): { doc: Doc; text: XmlText } {
  const doc = new Doc();
  const paragraph = new XmlElement("paragraph");
  const text = new XmlText(words);
  paragraph.insert(0, [text]);
  doc.getXmlFragment(fragmentName("plan")).insert(0, [paragraph]);
  return { doc, text };
}

function editOf(doc: Doc, edit: () => void): string {
  const before = encodeStateVector(doc);
  edit();
  return toBase64(encodeStateAsUpdateV2(doc, before));
}

test("the first text of a note can be read, a line a paragraph", () => {
  expect(wordsOfUpdate(firstText({ plan: "Walk twice a week.\n- Call on Monday\n- Sleep" }))).toBe(
    "Walk twice a week.\nCall on Monday\nSleep",
  );
});

test("what an edit adds can be read without the note that it belongs to", () => {
  const { doc, text } = noteWith("Walk a week.");
  const edit = editOf(doc, () => {
    for (const [at, key] of [..."twice "].entries()) text.insert(5 + at, key);
    text.insert(text.length, " Rest on Sunday.");
  });
  expect(wordsOfUpdate(edit)).toBe("twice \n Rest on Sunday.");
});

test("an edit that only takes words away adds none", () => {
  const { doc, text } = noteWith("Walk twice a week.");
  expect(wordsOfUpdate(editOf(doc, () => text.delete(0, 5)))).toBe("");
});

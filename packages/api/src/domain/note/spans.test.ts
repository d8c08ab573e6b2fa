import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { fromBase64, toBase64 } from "../base64.ts";
import { firstText, fragmentName } from "./first-text.ts";
import { placesOf, spansOf } from "./spans.ts";

test("what another device wrote into a line is found where it stands, and nothing else", () => {
  const doc = aNote("Opening sentence.");
  const theirs = editOf(copyOf(doc), (text) => {
    text.insert(17, " From the phone.");
    text.insert(0, "First: ");
  });
  line(doc).insert(8, "short ");
  apply(doc, theirs);
  expect(marked(doc, [theirs])).toEqual(["First: ", " From the phone."]);
});

test("an edit that came in twice is found once", () => {
  const doc = aNote("Opening sentence.");
  const theirs = editOf(copyOf(doc), (text) => text.insert(0, "First: "));
  apply(doc, theirs);
  expect(spansOf([theirs, theirs])).toEqual(spansOf([theirs]));
  expect(marked(doc, [theirs, theirs])).toEqual(["First: "]);
});

test("what they wrote and somebody deleted since stands nowhere", () => {
  const doc = aNote("Opening sentence.");
  const theirs = editOf(copyOf(doc), (text) => text.insert(0, "First: "));
  apply(doc, theirs);
  line(doc).delete(0, 3);
  expect(marked(doc, [theirs])).toEqual(["st: "]);
  line(doc).delete(0, 4);
  expect(marked(doc, [theirs])).toEqual([]);
});

test("an edit that only takes words away marks nothing", () => {
  const doc = aNote("Opening sentence.");
  const theirs = editOf(copyOf(doc), (text) => text.delete(0, 8));
  apply(doc, theirs);
  expect(marked(doc, [theirs])).toEqual([]);
});

test("a list that came from elsewhere is found item by item; words set in bold afterwards stay found", () => {
  const doc = aNote("Opening sentence.");
  const phone = copyOf(doc);
  const before = encodeStateVector(phone);
  const list = new XmlElement("bulletList");
  list.insert(0, ["Walk", "Sleep early"].map(item));
  phone.getXmlFragment(fragmentName("plan")).insert(1, [list]);
  const theirs = toBase64(encodeStateAsUpdateV2(phone, before));
  apply(doc, theirs);
  const [place] = placesOf(doc.getXmlFragment(fragmentName("plan")), spansOf([theirs]));
  place?.text.format(1, 2, { bold: {} });
  expect(marked(doc, [theirs])).toEqual(["Walk", "Sleep early"]);
});

function aNote(words: string): Doc {
  const doc = new Doc();
  apply(doc, firstText({ plan: words }));
  return doc;
}

function item(words: string): XmlElement {
  const [made, paragraph] = [new XmlElement("listItem"), new XmlElement("paragraph")];
  paragraph.insert(0, [new XmlText(words)]);
  made.insert(0, [paragraph]);
  return made;
}

function copyOf(doc: Doc): Doc {
  const copy = new Doc();
  applyUpdateV2(copy, encodeStateAsUpdateV2(doc));
  return copy;
}

function line(doc: Doc): XmlText {
  return (doc.getXmlFragment(fragmentName("plan")).get(0) as XmlElement).get(0) as XmlText;
}

function editOf(doc: Doc, edit: (text: XmlText) => void): string {
  const before = encodeStateVector(doc);
  edit(line(doc));
  return toBase64(encodeStateAsUpdateV2(doc, before));
}

function apply(doc: Doc, update: string): void {
  applyUpdateV2(doc, fromBase64(update));
}

function marked(doc: Doc, updates: string[]): string[] {
  return placesOf(doc.getXmlFragment(fragmentName("plan")), spansOf(updates)).map(({ text, from, to }) => {
    const runs = text.toDelta() as { insert: string }[]; // these texts hold words alone
    return runs
      .map(({ insert }) => insert)
      .join("")
      .slice(from, to);
  });
}

import { Doc, XmlElement, XmlText, type XmlFragment } from "yjs";
import { expect, test } from "vitest";

import { canonicalJson } from "../digest.ts";
import { Content, contentOf, isDeeperThan } from "./content.ts";
import { plainText } from "./plain-text.ts";
import { placesOf } from "./spans.ts";

test("a text that somebody nested ten thousand levels deep says all its words, to everything that reads them", () => {
  const section = aSection();
  section.doc?.transact(() => {
    let at: XmlFragment = section;
    for (let level = 0; level < 10_000; level++) {
      const node = new XmlElement(level % 2 ? "listItem" : "bulletList");
      at.push([node]);
      if (level % 2) node.push([line(`Word ${level}.`)]);
      at = node;
    }
    at.push([line("And last.")]);
  });

  const text = plainText(section);
  const said = Array.from({ length: 5_000 }, (_, item) => `Word ${item * 2 + 1}.`);
  expect(text.split("\n").map((each) => each.replace(/^[- ]*/, ""))).toEqual([...said, "And last."]);
  const content = contentOf(section);
  expect(Content.array().parse(JSON.parse(canonicalJson(content)))).toEqual(content);
  expect(placesOf(section, [{ client: 1, clock: 0, length: 1_000_000 }])).toHaveLength(5_001);
});

test("how deep a text is nested is told, of one however deep", () => {
  const section = aSection();
  expect(isDeeperThan(section, 0)).toBe(false);
  let at: XmlFragment = section;
  for (let level = 0; level < 10_000; level++) {
    const node = new XmlElement("bulletList");
    at.push([line("Beside it."), node]);
    at = node;
  }
  expect([9_999, 10_000].map((levels) => isDeeperThan(section, levels))).toEqual([true, false]);
});

test("what lies too deep becomes lines, with the breaks in them", () => {
  const section = aSection();
  let at: XmlFragment = section;
  for (let level = 0; level < 110; level++) {
    const node = new XmlElement("blockquote");
    at.push([node]);
    at = node;
  }
  const broken = new XmlElement("paragraph");
  broken.insert(0, [new XmlText("One,"), new XmlElement("hardBreak"), new XmlText("two.")]);
  at.push([broken, new XmlElement("paragraph"), line("Three.")]);
  expect(plainText(section)).toBe("One,\ntwo.\nThree.");
});

test("a block that no editor here knows keeps the words of the blocks in it", () => {
  const section = aSection();
  const quote = new XmlElement("blockquote");
  quote.insert(0, [line("First."), line("Second.")]);
  section.insert(0, [quote]);
  expect(plainText(section)).toBe("First.\nSecond.");
});

function aSection(): XmlFragment {
  const doc = new Doc();
  doc.clientID = 1;
  return doc.getXmlFragment("section:plan");
}

function line(words: string): XmlElement {
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  return paragraph;
}

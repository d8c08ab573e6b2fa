import { Doc, encodeStateAsUpdateV2, XmlElement, XmlText } from "yjs";

import { toBase64 } from "../base64.ts";
import type { YUpdateV2 } from "./y-update.ts";

const BULLET = "- ";

/** The name of a section's XmlFragment in a note's Y.Doc. */
export function fragmentName(section: string): string {
  return `section:${section}`;
}

/** A new note's text from plain words by section id: one paragraph a line, lines that start with "- " a bullet list. */
export function firstText(sections: Record<string, string>): YUpdateV2 {
  const doc = new Doc();
  for (const [section, words] of Object.entries(sections)) {
    const fragment = doc.getXmlFragment(fragmentName(section));
    fragment.insert(0, blocksOf(words.split("\n")));
  }
  return toBase64(encodeStateAsUpdateV2(doc));
}

function blocksOf(lines: string[]): XmlElement[] {
  const blocks: XmlElement[] = [];
  for (let index = 0; index < lines.length; index++) {
    const items: XmlElement[] = [];
    let line = lines[index];
    for (; line?.startsWith(BULLET); line = lines[++index]) {
      items.push(parent("listItem", [paragraph(line.slice(BULLET.length))]));
    }
    if (items.length) blocks.push(parent("bulletList", items));
    if (line !== undefined) blocks.push(paragraph(line));
  }
  return blocks;
}

function parent(name: string, children: XmlElement[]): XmlElement {
  const element = new XmlElement(name);
  element.insert(0, children);
  return element;
}

function paragraph(words: string): XmlElement {
  const element = new XmlElement("paragraph");
  if (words) element.insert(0, [new XmlText(words)]);
  return element;
}

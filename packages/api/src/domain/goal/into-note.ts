import { XmlElement, XmlText, type Doc } from "yjs";

import { fragmentName } from "../note/first-text.ts";
import { plainText } from "../note/plain-text.ts";
import { templateOf, type Section, type TemplateChoice } from "../note/templates.ts";

/** The section of a note in which goals are named, where its template has one. */
export function goalSectionOf(template: TemplateChoice): Section | undefined {
  return templateOf(template).sections.find(({ id }) => id === "goal" || id === "goals");
}

/** Whether a section has a line with just these words. */
export function hasLine(doc: Doc, section: string, words: string): boolean {
  return plainText(doc.getXmlFragment(fragmentName(section)))
    .split("\n")
    .some((line) => line.trim() === words.trim());
}

/** Writes a line at the end of a section; in the place of what is there when that is empty. */
export function writeLine(doc: Doc, section: string, words: string): void {
  const fragment = doc.getXmlFragment(fragmentName(section));
  doc.transact(() => {
    if (plainText(fragment).trim() === "") fragment.delete(0, fragment.length);
    const paragraph = new XmlElement("paragraph");
    paragraph.insert(0, [new XmlText(words)]);
    fragment.push([paragraph]);
  });
}

import { XmlElement, XmlText, type Doc } from "yjs";

/** Types on at the end of a note's one section, as in the editor. */
export function writes(doc: Doc, words: string): void {
  const part = doc.getXmlFragment("section:body");
  const last = part.length ? part.get(part.length - 1) : undefined;
  const text = last instanceof XmlElement ? last.get(0) : undefined;
  if (text instanceof XmlText) return text.insert(text.length, words);
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  part.insert(0, [paragraph]);
}

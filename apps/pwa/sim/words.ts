import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import { plainText } from "@cliently/api/domain/note/plain-text";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, mergeUpdatesV2, XmlElement, XmlText } from "yjs";

const BODY = "section:body";

/** A note's text from its updates. */
export function docOf(updates: Iterable<string>, clientId?: number): Doc {
  const doc = new Doc();
  if (clientId !== undefined) doc.clientID = clientId;
  for (const update of updates) applyUpdateV2(doc, fromBase64(update));
  return doc;
}

/** Whether an update says all that another says. */
export function isWithin(update: string, whole: string): boolean {
  const [part, all] = [fromBase64(update), fromBase64(whole)];
  return toBase64(mergeUpdatesV2([all, part])) === toBase64(mergeUpdatesV2([all, all]));
}

/** Everything written in a text, section by section. */
export function wordsIn(doc: Doc): string {
  return [...doc.share.keys()]
    .toSorted()
    .map((name) => `${name}: ${plainText(doc.getXmlFragment(name))}`)
    .filter((section) => !section.endsWith(": "))
    .join("\n");
}

/** Adds a word to a text where somebody would: at the end of a paragraph, in one between two words, or in a new one. */
export function typeInto(doc: Doc, word: string, place: number): void {
  const fragment = doc.getXmlFragment(BODY);
  doc.transact(() => {
    const texts = textsIn(doc);
    const text = texts[place % (texts.length + 1)];
    if (!text) {
      const paragraph = new XmlElement("paragraph");
      paragraph.insert(0, [new XmlText(`${word} `)]);
      return fragment.insert(fragment.length, [paragraph]);
    }
    const before = text.toJSON();
    const cuts = [0, ...[...before.matchAll(/ /g)].map(({ index }) => index + 1)];
    text.insert(cuts[place % cuts.length] ?? 0, `${word} `);
    return undefined;
  });
}

/** Takes a word out of a text; false when it is not there. */
export function eraseFrom(doc: Doc, word: string): boolean {
  for (const text of textsIn(doc)) {
    const at = text.toJSON().indexOf(`${word} `);
    if (at < 0) continue;
    text.delete(at, word.length + 1);
    return true;
  }
  return false;
}

/** What a change to a text is as an update. */
export function changeTo(doc: Doc, change: (doc: Doc) => void): string {
  const before = encodeStateVector(doc);
  change(doc);
  return toBase64(encodeStateAsUpdateV2(doc, before));
}

/** The first text of a note. */
export function firstWords(word: string, clientId: number): string {
  const doc = docOf([], clientId);
  typeInto(doc, word, 0);
  return toBase64(encodeStateAsUpdateV2(doc));
}

function textsIn(doc: Doc): XmlText[] {
  const texts: XmlText[] = [];
  for (const node of doc.getXmlFragment(BODY).toArray()) {
    if (!(node instanceof XmlElement)) continue;
    for (const child of node.toArray()) if (child instanceof XmlText) texts.push(child);
  }
  return texts;
}

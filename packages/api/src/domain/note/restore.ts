import { type Doc, XmlElement, type XmlFragment, XmlText } from "yjs";

import { canonicalJson } from "../digest.ts";
import { DEEPEST_READ, isDeeperThan, piecesOf, type Content } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { sectionsIn } from "./plain-text.ts";

/**
 * Gives every section of `doc` the content that it has in `earlier`, in one transaction. What stands the same at its
 * beginning and end is left alone, so that words which another device is writing there keep their place.
 */
export function restoreText(doc: Doc, earlier: Doc): void {
  doc.transact(() => {
    for (const id of new Set([...sectionsIn(doc), ...sectionsIn(earlier)])) {
      const name = fragmentName(id);
      restoreSection(doc.getXmlFragment(name), earlier.getXmlFragment(name));
    }
  });
}

/** Whether two texts say the same in every section, with the same looks. */
export function areSameTexts(a: Doc, b: Doc): boolean {
  return [...new Set([...sectionsIn(a), ...sectionsIn(b)])].map(fragmentName).every((name) => {
    const [now, then] = [a.getXmlFragment(name).toArray(), b.getXmlFragment(name).toArray()];
    return now.length === then.length && now.every((block, index) => isSame(block, then[index]));
  });
}

function restoreSection(section: XmlFragment, earlier: XmlFragment): void {
  const now = section.toArray();
  const then = earlier.toArray();

  let start = 0;
  while (start < now.length && start < then.length && isSame(now[start], then[start])) start++;
  let end = 0;
  while (end < now.length - start && end < then.length - start && isSame(now.at(-1 - end), then.at(-1 - end))) end++;

  section.delete(start, now.length - start - end);
  // A section holds nothing else: hooks are never made.
  const blocks = then.slice(start, then.length - end) as (XmlElement | XmlText)[];
  section.insert(start, blocks.flatMap(copiesOf));
}

/** The same once more; what somebody nested too deep to be copied comes back as its lines. */
function copiesOf(block: XmlElement | XmlText): (XmlElement | XmlText)[] {
  const isDeep = block instanceof XmlElement && isDeeperThan(block, DEEPEST_READ);
  return isDeep ? piecesOf(block).map(built) : [block.clone()];
}

function built({ type, text, marks = [], attrs = {}, content = [] }: Content): XmlElement | XmlText {
  if (type === "text") {
    const run = new XmlText();
    run.insert(0, text ?? "", Object.fromEntries(marks.map((mark) => [mark, {}])));
    return run;
  }
  const element = new XmlElement(type);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as string); // the editor keeps numbers
  element.insert(0, content.map(built));
  return element;
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(piecesOf(a)) === canonicalJson(piecesOf(b));
}

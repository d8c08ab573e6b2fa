import type { Doc, XmlElement, XmlFragment, XmlText } from "yjs";

import { canonicalJson } from "../digest.ts";
import { piecesOf } from "./content.ts";
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

function restoreSection(section: XmlFragment, earlier: XmlFragment): void {
  const now = section.toArray();
  const then = earlier.toArray();
  const isSame = (a: unknown, b: unknown) => canonicalJson(piecesOf(a)) === canonicalJson(piecesOf(b));

  let start = 0;
  while (start < now.length && start < then.length && isSame(now[start], then[start])) start++;
  let end = 0;
  while (end < now.length - start && end < then.length - start && isSame(now.at(-1 - end), then.at(-1 - end))) end++;

  section.delete(start, now.length - start - end);
  // A section holds nothing else: hooks are never made.
  const blocks = then.slice(start, then.length - end) as (XmlElement | XmlText)[];
  section.insert(
    start,
    blocks.map((block) => block.clone()),
  );
}

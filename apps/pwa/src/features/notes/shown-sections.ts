import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText, sectionsIn } from "@cliently/api/domain/note/plain-text";
import { leftSections, OTHER, templateOf, type Section, type HowWritten } from "@cliently/api/domain/note/templates";
import type { Doc } from "yjs";

/** The template's sections, and after them any other that has words: switching the template hides nothing. */
export function shownSections(doc: Doc, note: HowWritten): Section[] {
  const written = sectionsIn(doc).filter((id) => plainText(doc.getXmlFragment(fragmentName(id))).trim() !== "");
  const left = leftSections(note, written).map(({ id, name }) => ({ id, name: otherName(name) }));
  return [...templateOf(note.template).sections, ...left];
}

function otherName(name: string): string {
  return name.startsWith(OTHER) ? name : `${OTHER} · ${name}`;
}

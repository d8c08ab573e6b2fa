import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText, sectionsIn } from "@cliently/api/domain/note/plain-text";
import { sectionName, templateOf, type Section, type TemplateChoice } from "@cliently/api/domain/note/templates";
import type { Doc } from "yjs";

/** The template's sections, and after them any other that has words: switching the template hides nothing. */
export function shownSections(doc: Doc, template: TemplateChoice): Section[] {
  const own = templateOf(template).sections;
  const left = sectionsIn(doc)
    .filter(
      (id) =>
        !own.some((section) => section.id === id) && plainText(doc.getXmlFragment(fragmentName(id))).trim() !== "",
    )
    .map((id) => ({ id, name: otherName(sectionName(id)) }));
  return [...own, ...left];
}

/** One of an own template has no name elsewhere. */
function otherName(name: string): string {
  return name === "Other" ? name : `Other · ${name}`;
}

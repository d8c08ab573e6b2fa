import type { Doc } from "yjs";

import { contentOf, type Content } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { sectionsIn, textOf } from "./plain-text.ts";
import type { SealedNote } from "./sealed-note.ts";
import { templateOf, type Section, type TemplateChoice } from "./templates.ts";

/** The sections that say what comes next, in whatever template they stand. */
const PLANS = ["plan", "actions", "follow-up", "way-forward", "next", "monitoring", "first-plan", "recommendations"];

/** Whether a template's section says what comes next; one of the practitioner's own may be called so. */
function isPlan({ id, name }: Section): boolean {
  return PLANS.includes(id) || /\bplan\b/i.test(name);
}

/** The section of a template into which a plan is put: the first that is one, else the last of all. */
export function planSection(template: TemplateChoice): Section | undefined {
  const { sections } = templateOf(template);
  return sections.find(isPlan) ?? sections.at(-1);
}

/** A plan, in words and as it stands in the editor. */
export type Plan = { text: string; content: Content[] };

/**
 * What a note says of what comes next; undefined when it says nothing. A private note says nothing to others, whatever
 * it was before.
 */
export function planIn(doc: Doc, choice: TemplateChoice): Plan | undefined {
  const template = templateOf(choice);
  if (template.isPrivate) return undefined;
  const own = template.sections.filter(isPlan).map(({ id }) => id);
  const left = sectionsIn(doc).filter((id) => PLANS.includes(id) && !template.sections.some((held) => held.id === id));
  return together([...own, ...left].map((id) => contentOf(doc.getXmlFragment(fragmentName(id)))));
}

/** The same of a signed note: what was sealed, whatever came to its text later. */
export function planInSealed({ template, sections }: SealedNote): Plan | undefined {
  if (templateOf(template.id).isPrivate) return undefined;
  return together(sections.filter(isPlan).map(({ content }) => content));
}

function together(contents: readonly Content[][]): Plan | undefined {
  const written = contents
    .map((content) => ({ text: textOf(content).trim(), content }))
    .filter(({ text }) => text !== "");
  if (written.length === 0) return undefined;
  return { text: written.map(({ text }) => text).join("\n\n"), content: written.flatMap(({ content }) => content) };
}

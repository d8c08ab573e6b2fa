import type { Doc } from "yjs";

import { contentOf, type Content } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { plainText, sectionsIn } from "./plain-text.ts";
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
  const written = [...own, ...left]
    .map((id) => doc.getXmlFragment(fragmentName(id)))
    .map((fragment) => ({ text: plainText(fragment).trim(), content: contentOf(fragment) }))
    .filter(({ text }) => text !== "");
  if (written.length === 0) return undefined;
  return { text: written.map(({ text }) => text).join("\n\n"), content: written.flatMap(({ content }) => content) };
}

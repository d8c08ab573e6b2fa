import { MOST_SECTIONS } from "@cliently/api/domain/note/form";
import { PRIVATE_SECTION, templates, type Section } from "@cliently/api/domain/note/templates";

/** What a dragged section is known by to its list; nothing else can read it. */
export const DRAGGED = "application/x-cliently-section";

/** The sections of one's own template, in their order. Each function gives the same list when there is nothing to do. */
export type Sections = Section[];

export function added(sections: Sections, section: Section): Sections {
  const isThere = sections.some(({ id }) => id === section.id);
  return isThere || sections.length >= MOST_SECTIONS ? sections : [...sections, section];
}

export function renamed(sections: Sections, id: string, name: string): Sections {
  return sections.map((section) => (section.id === id ? { ...section, name } : section));
}

/** Without one; the last of all stays. */
export function without(sections: Sections, id: string): Sections {
  const left = sections.filter((section) => section.id !== id);
  return left.length === 0 || left.length === sections.length ? sections : left;
}

/** With one brought to a place, counted as it is then. */
export function moved(sections: Sections, id: string, to: number): Sections {
  const from = sections.findIndex((section) => section.id === id);
  const section = sections[from];
  if (!section || to < 0 || to >= sections.length || to === from) return sections;
  return without(sections, id).toSpliced(to, 0, section);
}

/** Every given section that an own template may share its words with, and the templates that ask for it. */
export const givenSections: readonly (Section & { of: string })[] = [
  ...new Map(templates.flatMap(({ sections }) => sections.map((section) => [section.id, section] as const))).values(),
]
  .filter(({ id }) => id !== PRIVATE_SECTION) // outside the record, and in a template of its own
  .map((section) => ({ ...section, of: templatesWith(section.id) }))
  .toSorted((a, b) => a.name.localeCompare(b.name));

function templatesWith(id: string): string {
  return templates
    .filter(({ sections }) => sections.some((section) => section.id === id))
    .map(({ name }) => name)
    .join(", ");
}

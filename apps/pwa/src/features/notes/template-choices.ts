import type { Form } from "@cliently/api/domain/note/form";
import { templateOf, templates, type TemplateChoice } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import type { Option } from "@cliently/ui/select";

import { useRows } from "../../sync/hooks.tsx";

export type TemplateChoices = {
  options: Option[];
  /** What a note keeps as its template when this option is chosen; undefined when there is none like it. */
  choiceOf: (id: string) => TemplateChoice | undefined;
};

/** The templates one can write by: those that are given, then the practitioner's own. Undefined while these are read. */
export function useTemplateChoices(): TemplateChoices | undefined {
  const presets = useRows("preset", { all: true });
  return presets && templateChoices(presets);
}

/** `current`: what a note is written by, which is offered also when its template has been put away since. */
export function templateChoices(presets: readonly Row<"preset">[], current?: TemplateChoice): TemplateChoices {
  const own = presets.flatMap(formOf).toSorted((a, b) => a.name.localeCompare(b.name));
  const isKnown = (id: string) => [...templates, ...own].some((known) => known.id === id);
  const other = current !== undefined && !isKnown(templateOf(current).id) ? [templateOf(current)] : [];
  return {
    options: [
      ...templates.map(({ id, name }) => ({ id, label: name })),
      ...own.map(({ id, name }) => ({ id, label: name, detail: "Your own" })),
      ...other.map(({ id, name }) => ({ id, label: name })),
    ],
    choiceOf: (id) => templates.find((given) => given.id === id)?.id ?? own.find((form) => form.id === id),
  };
}

function formOf({ id, kind, status, name, sections }: Row<"preset">): Form[] {
  return kind === "template" && status === "kept" && sections ? [{ id, name, sections }] : [];
}

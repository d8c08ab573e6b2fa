import { mediumLabels, noteLabels, settingLabels } from "@cliently/api/domain/note/labels";
import { templateOf } from "@cliently/api/domain/note/templates";
import type { SealedNote } from "@cliently/api/domain/note/sealed-note";
import type { Row } from "@cliently/api/domain/store";

type Header<Said> = Pick<Said, keyof Said & ("template" | "number" | "setting" | "medium" | "present")>;

/** What the header of a note, sealed or not yet, says beside its client, in words; what is not filled in is left out. */
export function headerFacts({
  template,
  number,
  setting,
  medium,
  present,
}: Header<SealedNote> | Header<Row<"note">>): [label: string, words: string][] {
  const facts: [string, string | null | undefined][] = [
    [noteLabels.template, typeof template === "string" ? templateOf(template).name : template.name],
    [noteLabels.number, number ? String(number) : null],
    [noteLabels.setting, setting && settingLabels[setting]],
    [noteLabels.medium, medium && mediumLabels[medium]],
    [noteLabels.present, present],
  ];
  return facts.flatMap(([label, words]) => (words ? [[label, words] as [string, string]] : []));
}

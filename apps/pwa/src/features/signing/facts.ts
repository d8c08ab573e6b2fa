import { mediumLabels, noteLabels, settingLabels } from "@cliently/api/domain/note/labels";
import type { SealedNote } from "@cliently/api/domain/note/sealed-note";

/** What the header of a sealed note says beside its client, in words; what is not filled in is left out. */
export function headerFacts({
  template,
  number,
  setting,
  medium,
  present,
}: SealedNote): [label: string, words: string][] {
  const facts: [string, string | null][] = [
    [noteLabels.template, template.name],
    [noteLabels.number, number === null ? null : String(number)],
    [noteLabels.setting, setting && settingLabels[setting]],
    [noteLabels.medium, medium && mediumLabels[medium]],
    [noteLabels.present, present],
  ];
  return facts.flatMap(([label, words]) => (words ? [[label, words] as [string, string]] : []));
}

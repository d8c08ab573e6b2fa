import { touchedGoals } from "@cliently/api/domain/goal/touched";
import { mediumLabels, settingLabels } from "@cliently/api/domain/note/labels";
import type { Row } from "@cliently/api/domain/store";

/** What the header says of a session beside its times, in one line. */
export function detailWords(note: Row<"note">, goals: readonly Row<"goal">[]): string {
  const { number, setting, medium, present } = note;
  const touched = touchedGoals(note, goals).length;
  return [
    number && `Session ${number}`,
    setting && settingLabels[setting],
    medium && mediumLabels[medium],
    present && `with ${present}`,
    touched > 0 && `${touched} ${touched === 1 ? "goal" : "goals"}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

import { touchedGoals } from "@cliently/api/domain/goal/touched";
import { mediumLabels, settingLabels } from "@cliently/api/domain/note/labels";
import type { Row } from "@cliently/api/domain/store";

/** What the header says of a session beside its times, in one line. `goals`: the client's, once they are read. */
export function detailWords(note: Row<"note">, goals: readonly Row<"goal">[] | undefined): string {
  const { number, setting, medium, present } = note;
  // Until then as many as are named, so that the line keeps its length.
  const touched = (goals ? touchedGoals(note, goals) : Object.values(note.goals ?? {}).filter(Boolean)).length;
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

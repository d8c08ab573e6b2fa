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

/** The client's goals that the session touched. */
export function touchedGoals<G extends Pick<Row<"goal">, "id" | "status">>(
  { goals = {} }: Pick<Row<"note">, "goals">,
  all: readonly G[],
): G[] {
  return all.filter(({ id, status }) => status !== "removed" && goals[id]);
}

/** What can be touched: what the client works on, and what was touched while they did. */
export function goalsToTouch(note: Row<"note">, all: readonly Row<"goal">[]): Row<"goal">[] {
  const touched = touchedGoals(note, all);
  return all
    .filter((goal) => goal.status === "open" || touched.includes(goal))
    .toSorted((a, b) => a.createdAt - b.createdAt);
}

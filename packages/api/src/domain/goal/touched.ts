import type { Note } from "../note/note.ts";
import type { Goal } from "./goal.ts";

/** The goals that a session touched: also one that was removed since, because the note is signed with it. */
export function touchedGoals<G extends Pick<Goal, "id" | "createdAt">>(
  { goals = {} }: Pick<Note, "goals">,
  all: readonly G[],
): G[] {
  return all.filter(({ id }) => goals[id]).toSorted(byAge);
}

/** What can be touched: what the client works on, and what was touched while they did. */
export function goalsToTouch<G extends Pick<Goal, "id" | "status" | "createdAt">>(
  note: Pick<Note, "goals">,
  all: readonly G[],
): G[] {
  const touched = touchedGoals(note, all);
  return all.filter((goal) => goal.status === "open" || touched.includes(goal)).toSorted(byAge);
}

function byAge(a: Pick<Goal, "createdAt">, b: Pick<Goal, "createdAt">): number {
  return a.createdAt - b.createdAt;
}

import type { Goal, GoalProgress, GoalStep } from "./goal.ts";

export type ListedStep = GoalStep & { id: string };
export type ListedProgress = GoalProgress & { id: string };

/** The steps of a goal that are there, in the order in which they were thought of. */
export function stepsOf({ steps }: Pick<Goal, "steps">): ListedStep[] {
  return listed(steps);
}

/** How it stood, moment by moment, the earliest first, whenever it was written down. */
export function progressOf({ progress }: Pick<Goal, "progress">): ListedProgress[] {
  return listed(progress);
}

function listed<Entry extends { at: number }>(entries: Record<string, Entry | null> = {}): (Entry & { id: string })[] {
  return Object.entries(entries)
    .flatMap(([id, entry]) => (entry ? [{ ...entry, id }] : []))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

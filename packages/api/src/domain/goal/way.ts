import { progressOf, type ListedProgress } from "./entries-of.ts";
import type { Goal } from "./goal.ts";

type Measured = Pick<Goal, "unit" | "start" | "target" | "progress">;

/** How far a goal has come: `value` last, `from` where, which share of the way; null where it cannot be said. */
export type Way = { value: number | null; from: number | null; share: number | null; isMet: boolean };

/** Whether anything about the goal is said in numbers. */
export function isMeasured(goal: Measured): boolean {
  return goal.unit !== "" || goal.start !== null || goal.target !== null || valuesOf(goal).length > 0;
}

/** How far it has come, up or down: 0 at the start, 1 at the target, less than 0 when it is further away than ever. */
export function wayOf(goal: Measured): Way {
  const { target } = goal;
  const value = valuesOf(goal).at(-1)?.value ?? null;
  const from = startOf(goal);
  const share =
    value === null || target === null || from === null || from === target ? null : (value - from) / (target - from);
  return { value, from, share, isMet: value !== null && (value === target || (share !== null && share >= 1)) };
}

/** From where it is counted: from zero up, when nothing else is said; down from the first value, once it went down. */
function startOf(goal: Measured): number | null {
  const { start, target } = goal;
  const values = valuesOf(goal);
  const [first] = values;
  if (start !== null || target === null || !first) return start;
  if (first.value <= target) return first.value >= 0 && target > 0 ? 0 : first.value;
  const last = values.at(-1) ?? first;
  return last.value < first.value ? first.value : null; // higher than its target, it may be meant either way
}

/** From the lowest to the highest that a plot of it has to show. */
export function rangeOf(goal: Measured): [number, number] {
  const { from } = wayOf(goal);
  const all = [from, goal.start, goal.target, ...valuesOf(goal).map(({ value }) => value)].filter(
    (number) => number !== null,
  );
  return all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
}

/** The progress that was measured, the earliest first. */
export function valuesOf(goal: Pick<Goal, "progress">): (ListedProgress & { value: number })[] {
  return progressOf(goal).flatMap((entry) => (entry.value === null ? [] : [{ ...entry, value: entry.value }]));
}

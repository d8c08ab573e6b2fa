import type { GoalFields, GoalStatus } from "./goal.ts";

/** What a person calls each field of a goal. Apart from the schemas, so that a screen can name them without. */
export const goalLabels: Record<Exclude<keyof GoalFields, "status">, string> = {
  title: "Goal",
  details: "Details",
  unit: "Measured in",
  start: "Start",
  target: "Target",
  dueOn: "Due",
};

export const goalStatusLabels: Record<GoalStatus, string> = {
  open: "Open",
  reached: "Reached",
  paused: "Paused",
  dropped: "Dropped",
  removed: "Removed",
};

import { MOST_STEPS, type GoalFields } from "@cliently/api/domain/goal/goal";
import { readNumber } from "@cliently/api/domain/goal/read-number";

import { readField, type WrittenField } from "./read-goal.ts";

/** A goal as it is typed. `step`: the one that is not added to the others yet. */
export type WrittenGoal = Record<Exclude<WrittenField, "dueOn">, string> & {
  dueOn: string | null;
  steps: string[];
  step: string;
};
export const BLANK: WrittenGoal = {
  title: "",
  details: "",
  unit: "",
  start: "",
  target: "",
  dueOn: null,
  steps: [],
  step: "",
};

export type NewGoal = { fields: GoalFields; steps: string[] };
export type GoalErrors = Partial<Record<WrittenField, string>>;

const FIELDS = ["title", "details", "unit", "start", "target", "dueOn"] as const satisfies WrittenField[];

export function hasWords({ dueOn, steps, ...texts }: WrittenGoal): boolean {
  return dueOn !== null || steps.length > 0 || Object.values(texts).some((text) => text.trim() !== "");
}

/** The goal as it would be kept, or what is wrong with which of its fields. */
export function readGoal(
  written: WrittenGoal,
): { goal: NewGoal; errors?: never } | { goal?: never; errors: GoalErrors } {
  const read = FIELDS.map((name) => [name, readField(name, written[name] ?? "")] as const);
  const wrong = read.flatMap(([name, found]) => ("error" in found ? [[name, found.error]] : []));
  if (wrong.length > 0) return { errors: Object.fromEntries(wrong) as GoalErrors }; // by their names
  const values = read.map(([name, found]) => [name, "value" in found ? found.value : null]);
  const fields = { ...Object.fromEntries(values), status: "open" } as GoalFields; // each checked by its own shape
  return { goal: { fields, steps: stepsIn(written) } };
}

/** The same when there is nobody to ask: not a word is lost, and what fits nowhere else goes into the details. */
export function rescuedGoal(written: WrittenGoal): NewGoal {
  const steps = stepsIn(written);
  const numbers = { start: readNumber(written.start), target: readNumber(written.target) };
  const strays = (["start", "target"] as const).filter((name) => numbers[name] === undefined);
  const details = [written.details, ...strays.map((name) => `${name}: ${written[name]}`)].filter(Boolean).join("\n");
  const title = [written.title, details.split("\n")[0], steps[0], "A goal without a name"]
    .map((text = "") => text.trim())
    .find((text) => text !== "");
  const { dueOn } = written;
  return {
    fields: {
      title: (title ?? "").slice(0, 300).toWellFormed(),
      details: details.slice(0, 5_000).toWellFormed(),
      unit: written.unit.trim().toWellFormed(),
      start: numbers.start ?? null,
      target: numbers.target ?? null,
      dueOn: dueOn !== null && dueOn >= "2000" ? dueOn : null,
      status: "open",
    },
    steps,
  };
}

function stepsIn({ steps, step }: WrittenGoal): string[] {
  return [...new Set([...steps, step.trim().toWellFormed()])].filter(Boolean).slice(0, MOST_STEPS);
}

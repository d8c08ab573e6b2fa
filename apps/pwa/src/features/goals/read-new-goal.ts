import { GoalFields, GoalStep, MOST_STEPS } from "@cliently/api/domain/goal/goal";
import { readNumber } from "@cliently/api/domain/goal/read-number";

import { whyNotKept } from "../../writing/read-field.ts";
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
export type GoalErrors = Partial<Record<WrittenField | "step", string>>;

const FIELDS = ["title", "details", "unit", "start", "target", "dueOn"] as const satisfies WrittenField[];

export function hasWords({ dueOn, steps, ...texts }: WrittenGoal): boolean {
  return dueOn !== null || steps.length > 0 || Object.values(texts).some((text) => text.trim() !== "");
}

/** The goal as it would be kept, or what is wrong with which of its fields. */
export function readGoal(
  written: WrittenGoal,
): { goal: NewGoal; errors?: never } | { goal?: never; errors: GoalErrors } {
  const read = FIELDS.map((name) => [name, readField(name, written[name] ?? "")] as const);
  const wrong: string[][] = read.flatMap(([name, found]) => ("error" in found ? [[name, found.error]] : []));
  const step = whyNoSteps(stepsIn(written));
  if (step) wrong.push(["step", step]);
  if (wrong.length > 0) return { errors: Object.fromEntries(wrong) as GoalErrors }; // by their names
  const values = read.map(([name, found]) => [name, "value" in found ? found.value : null]);
  const fields = { ...Object.fromEntries(values), status: "open" } as GoalFields; // each checked by its own shape
  return { goal: { fields, steps: stepsIn(written) } };
}

/**
 * The same when there is nobody to ask: what fits nowhere else goes into the details. Undefined when not every word of
 * it fits.
 */
export function rescuedGoal(written: WrittenGoal): NewGoal | undefined {
  const steps = stepsIn(written);
  const numbers = { start: readNumber(written.start), target: readNumber(written.target) };
  const strays = (["start", "target"] as const).filter((name) => numbers[name] === undefined);
  const details = [written.details, ...strays.map((name) => `${name}: ${written[name]}`)].filter(Boolean).join("\n");
  // In the place of one that is missing: all of it stays where it was written, too.
  const title = [details.split("\n")[0], steps[0], "A goal without a name"]
    .map((text = "") => text.trim())
    .find((text) => text !== "");
  const { dueOn } = written;
  const read = GoalFields.safeParse({
    title: written.title.trim() || title?.slice(0, 300).toWellFormed(),
    details,
    unit: written.unit.trim(),
    start: numbers.start ?? null,
    target: numbers.target ?? null,
    dueOn: dueOn !== null && dueOn >= "2000" ? dueOn : null,
    status: "open",
  });
  return read.success && !whyNoSteps(steps) ? { fields: read.data, steps } : undefined;
}

/** Every word of it, to be copied. */
export function wordsOfGoal(written: WrittenGoal): string {
  const { title, details, unit, start, target, dueOn, step, steps } = written;
  return [title, details, start, target, unit, dueOn, ...steps, step].filter(Boolean).join("\n");
}

function stepsIn({ steps, step }: WrittenGoal): string[] {
  return [...new Set([...steps, step.trim()])].filter(Boolean);
}

function whyNoSteps(steps: readonly string[]): string | undefined {
  if (steps.length > MOST_STEPS) return `More than ${MOST_STEPS} steps are too many.`;
  const [wrong] = steps.flatMap((text) => GoalStep.shape.text.safeParse(text).error ?? []);
  return wrong && whyNotKept(wrong);
}

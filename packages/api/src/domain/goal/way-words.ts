import { stepsOf } from "./entries-of.ts";
import type { Goal } from "./goal.ts";
import { wayOf } from "./way.ts";

/** How far a goal has come, in words: "3 of 5 sessions", "62 % of the way · 3 kg to go"; "" when nothing is measured. */
export function wayWords(goal: Pick<Goal, "unit" | "start" | "target" | "progress">): string {
  const { unit, start, target } = goal;
  const { value, from, share, isMet } = wayOf(goal);
  const said = (number: number) => quantity(number, unit);
  if (value === null) return target === null ? "" : `Nothing measured yet · target ${said(target)}`;
  if (target === null) return start === null ? said(value) : `${said(value)} · ${comparedWith(start, value, unit)}`;
  const isCount = from === 0 && target > 0 && value >= 0;
  if (isMet) return `Target met: ${isCount ? `${quantity(value)} of ${said(target)}` : said(value)}`;
  if (isCount) return `${quantity(value)} of ${said(target)}`;
  if (share === null) return `${said(value)} · target ${said(target)}`;
  if (share < 0) return `Further away than at the start: ${said(value)} · target ${said(target)}`;
  return `${percent(share)} % of the way · ${said(Math.abs(target - value))} to go`;
}

/** How many steps are done, in words; "" without steps. */
export function stepsWords(goal: Pick<Goal, "steps">): string {
  const steps = stepsOf(goal);
  if (steps.length === 0) return "";
  const done = steps.filter(({ doneAt }) => doneAt !== null).length;
  return `${done} of ${steps.length} ${steps.length === 1 ? "step" : "steps"} done`;
}

/** A number with its unit. */
export function quantity(value: number, unit = ""): string {
  const figures = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);
  return unit ? `${figures} ${unit}` : figures;
}

function comparedWith(start: number, value: number, unit: string): string {
  if (value === start) return "as at the start";
  return `${quantity(Math.abs(value - start), unit)} ${value > start ? "more" : "less"} than at the start`;
}

/** Never rounded up: "100 %" is said when it is so. */
function percent(share: number): number {
  return Math.floor(share * 100 + 1e-9);
}

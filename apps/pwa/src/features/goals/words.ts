import { dayWords, noonOf } from "../../platform/days.ts";

/** Until when a goal is to be reached, and whether that is over. */
export function dueWords(dueOn: string, today: string): string {
  const said = dayWords(noonOf(dueOn));
  return dueOn < today ? `was due ${said}` : `due ${said}`;
}

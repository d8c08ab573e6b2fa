import { noonOf } from "../../local-day.ts";

/** The day of a moment, as it is said. */
export function dayWords(time: number): string {
  return day.format(time);
}

/** Until when a goal is to be reached, and whether that is over. */
export function dueWords(dueOn: string, today: string): string {
  const said = dayWords(noonOf(dueOn));
  return dueOn < today ? `was due ${said}` : `due ${said}`;
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

import { localDay, noonOf } from "../../local-day.ts";

/** A day as one finds it in a calendar. */
export function dayWords(at: number): string {
  return day.format(at);
}

/** When something of a day was: now, when it is today; otherwise at noon. */
export function timeOn(date: string, now: number): number {
  return date === localDay(now) ? now : noonOf(date);
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

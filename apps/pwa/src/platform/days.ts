import { localDay, noonOf } from "../local-day.ts";

/** The day of a moment, as one finds it in a calendar. Times in ms. */
export function dayWords(at: number): string {
  return day.format(at);
}

/** When something of a day was: now, when it is today; otherwise at noon. */
export function momentOn(date: string, now: number): number {
  return date === localDay(now) ? now : noonOf(date);
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** The day of a moment where the person is, yyyy-mm-dd. Times in ms. */
export function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** The middle of a day where the person is. */
export function noonOf(date: string): number {
  return new Date(`${date}T12:00`).getTime();
}

/** When something of a day was: now, when it is today; otherwise at noon. */
export function momentOn(date: string, now: number): number {
  return date === localDay(now) ? now : noonOf(date);
}

/** The day of a moment, as one finds it in a calendar. */
export function dayWords(at: number): string {
  return day.format(at);
}

/** The time of day of a moment, as one reads it on a clock. */
export function timeWords(at: number): string {
  return time.format(at);
}

/** The day and the time of day of a moment. */
export function dayTimeWords(at: number): string {
  return dayTime.format(at);
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const dayTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

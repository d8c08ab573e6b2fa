import { localDay } from "../../platform/days.ts";

const DAY_MS = 24 * 3_600_000;

/** The day so many days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** When a step is due, as one says it today. */
export function dueWords(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days < -1) return `due ${-days} days ago`;
  if (days === -1) return "due yesterday";
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days < 7) return `on ${weekday.format(Date.parse(day))}`;
  return `on ${dayWords(Date.parse(day), today, "UTC")}`;
}

/** How long ago somebody asked for the first time. */
export function askedWords(createdAt: number, today: string): string {
  const days = daysBetween(localDay(createdAt), today);
  if (days <= 0) return "Asked today";
  return days === 1 ? "Asked yesterday" : `Asked ${days} days ago`;
}

/** A day, with its year when that is another one. `timeZone`: where it is that day; where the person is, when absent. */
export function dayWords(time: number, today: string, timeZone?: "UTC"): string {
  const year = timeZone ? new Date(time).getUTCFullYear() : new Date(time).getFullYear();
  const isThisYear = String(year) === today.slice(0, 4);
  return new Intl.DateTimeFormat(undefined, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
    ...(timeZone ? { timeZone } : {}),
  }).format(time);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS); // days without a zone are read as UTC: none is longer
}

const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" });

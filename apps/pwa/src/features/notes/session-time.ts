import { localDay } from "../../platform/days.ts";
import { momentOf, timeOf } from "./moment.ts";

const MINUTE_MS = 60_000;
/** A session that is longer is possible, but seldom meant, in ms. */
const LONG_MS = 12 * 60 * MINUTE_MS;

type Session = { startedAt: number; endedAt?: number | null | undefined };

/** How long a session was, in words; `isOdd`: in a way that asks whether it is meant. Nothing while it has no end. */
export function lengthWords({ startedAt, endedAt }: Session): { words: string; isOdd: boolean } | undefined {
  if (endedAt === null || endedAt === undefined) return undefined;
  const length = minuteOf(endedAt) - minuteOf(startedAt);
  if (length < 0) return { words: "Ends before it begins: which is right?", isOdd: true };
  const words = durationWords(length);
  if (localDay(startedAt) === localDay(endedAt)) return { words, isOdd: false };
  return length > LONG_MS
    ? { words: `${words}: does it end the next day?`, isOdd: true }
    : { words: `${words}, over midnight`, isOdd: false };
}

/** A duration in ms as one says it: "50 min", "1 h 20 min". */
export function durationWords(length: number): string {
  const minutes = Math.floor(length / MINUTE_MS);
  if (minutes < 1) return "less than a minute";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(" ");
}

/** When a session that began then is over at a time of day: the day after, when that time has passed. */
export function endOf(startedAt: number, time: string): number {
  const day = localDay(startedAt);
  const end = momentOf(day, time);
  return end < minuteOf(startedAt) ? momentOf(dayAfter(day), time) : end;
}

/**
 * The end of a session whose start is put right: it stays at its time of day, and goes along with the start where that
 * would make hours of nothing.
 */
export function endWith(startedAt: number, session: Session): number | null {
  const { endedAt } = session;
  if (endedAt === null || endedAt === undefined) return null;
  const end = endOf(startedAt, timeOf(endedAt));
  const length = endedAt - session.startedAt;
  return end - startedAt > LONG_MS && length >= 0 ? startedAt + length : end;
}

/** The time on a clock that counts up, from ms: "4:09", "1:02:04". */
export function clockWords(passed: number): string {
  const seconds = Math.max(0, Math.floor(passed / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Times are shown to the minute, so lengths are too. */
function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS) * MINUTE_MS;
}

function dayAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return localDay(new Date(year, month - 1, date + 1).getTime());
}

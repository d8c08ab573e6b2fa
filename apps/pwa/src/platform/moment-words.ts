import { dayTimeWords } from "./days.ts";

const STEPS: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** A moment as one finds it in a calendar, and how long ago it was. Times in ms. */
export function momentWords(at: number, now: number): string {
  return `${dayTimeWords(at)} (${ago(at, now)})`;
}

/** How long ago a moment was: "2 hours ago", "just now". */
export function ago(at: number, now: number): string {
  for (const [unit, ms] of STEPS) {
    const passed = Math.floor((now - at) / ms);
    if (passed >= 1) return relative.format(-passed, unit);
  }
  return "just now";
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

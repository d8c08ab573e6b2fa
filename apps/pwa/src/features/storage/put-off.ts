import type { Warning } from "./sentences.ts";

const WEEK_MS = 7 * 86_400_000;

/** Whether a warning was put off on this device within the last week. Times in ms. */
export function isPutOff(warning: Warning, now: number): boolean {
  try {
    return now - Number(localStorage.getItem(placeOf(warning))) < WEEK_MS;
  } catch {
    return false; // storage is switched off
  }
}

export function putOff(warning: Warning, now: number): void {
  try {
    localStorage.setItem(placeOf(warning), String(now));
  } catch {
    // storage is switched off or full: it comes again when the app is opened anew
  }
}

function placeOf(warning: Warning): string {
  return `cliently:put-off:${warning}`;
}

import { UNSIGN_MS } from "@cliently/api/domain/note/signature";

import { localDay, timeWords } from "../../platform/days.ts";

/** A moment as it stands in a document. */
export function whenWords(at: number): string {
  return moment.format(at);
}

/** The day and hours of a session. */
export function sessionWords(startedAt: number, endedAt: number | null): string {
  if (endedAt === null) return moment.format(startedAt);
  return localDay(startedAt) === localDay(endedAt)
    ? `${moment.format(startedAt)}–${timeWords(endedAt)}`
    : `${moment.format(startedAt)} – ${moment.format(endedAt)}`;
}

/** When something was signed: the hour alone on the same day. */
export function signedWords(at: number, now: number): string {
  return localDay(at) === localDay(now) ? timeWords(at) : moment.format(at);
}

/** How long a signature can still be taken back, in words; undefined once it cannot. Times in ms. */
export function undoWords(signedAt: number, now: number): string | undefined {
  const left = signedAt + UNSIGN_MS - now;
  if (left <= 0) return undefined;
  const minutes = Math.min(Math.ceil(left / 60_000), UNSIGN_MS / 60_000);
  return minutes === 1 ? "less than a minute" : `${minutes} minutes`;
}

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });

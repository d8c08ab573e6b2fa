import { BIN_MS } from "@cliently/api/domain/bin";

const DAY_MS = 24 * 3_600_000;

/** How long something that was deleted can still be brought back, in words. */
export function daysLeft(deletedAt: number, now: number): string {
  const days = Math.max(0, Math.ceil((deletedAt + BIN_MS - now) / DAY_MS));
  return days === 0 ? "Less than a day" : days === 1 ? "1 day" : `${days} days`;
}

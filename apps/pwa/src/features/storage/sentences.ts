import type { BrowserKind } from "../../platform/browser-kind.ts";
import { momentWords } from "../../platform/moment-words.ts";
import type { StorageFacts } from "../../platform/storage-facts.ts";
import type { WaitingSince } from "../../sync/waiting.ts";

/** Below this much room, or above this part of it used, one is told. */
const TIGHT_BYTES = 200_000_000;
const TIGHT_PART = 0.8;
const DAY_MS = 86_400_000;

/** Whether the browser keeps what is here. */
export function keptWords({ isPersistent }: Pick<StorageFacts, "isPersistent">): string {
  if (isPersistent === null) return "This browser does not say whether it keeps what is stored here.";
  return isPersistent
    ? "The browser has promised to keep what is stored here. Only you can remove it."
    : "The browser may clear what is stored here when this device runs short of space.";
}

/** What came of asking the browser to keep it. */
export function answerWords(isGranted: boolean, browser: BrowserKind): string {
  if (isGranted) return "The browser agreed.";
  switch (browser) {
    case "firefox":
    case "firefox-android":
      return "Firefox did not agree. Press the sign beside the address, allow this site to store data in persistent storage, and ask again.";
    case "safari":
      return "Safari did not agree for now. It does once Cliently is in the Dock and opened from there.";
    case "ios-safari":
    case "ios-other":
      return "It did not agree for now. It does once Cliently is on the Home Screen and opened from there.";
    case "chromium":
    case "android":
    case "other":
      return "The browser did not agree for now. It usually does once Cliently is installed, or after some days of use. Then ask again.";
  }
}

/** How much is used and how much may come, as far as the browser says. */
export function spaceWords({ used, free }: { used: number; free: number }): string {
  return `${sizeWords(used)} used, about ${sizeWords(free)} free`;
}

/** Whether the room is running out. */
export function isTight({ used, free }: Pick<StorageFacts, "used" | "free">): boolean {
  if (used === null || free === null) return false;
  return free < TIGHT_BYTES || used / (used + free) > TIGHT_PART;
}

/** What has not reached the server. */
export function waitingWords({ count, since }: WaitingSince, now: number): string {
  if (count === 0) return "Everything written here is on the server too.";
  const oldest = since === null ? "" : ` The oldest was made ${momentWords(since, now)}.`;
  return `${count === 1 ? "1 change waits" : `${count} changes wait`} here for the server.${oldest}`;
}

/** What is here, in records. */
export function recordWords({ clients, leads, notes }: { clients: number; leads: number; notes: number }): string {
  return [many(clients, "client"), ...(leads ? [many(leads, "lead")] : []), many(notes, "note")].join(", ");
}

/** What to warn of on every screen: storage that is cleared by the calendar, or work that only this device has. */
export type Warning = "forgets" | "not-kept";

export function warningOf(facts: StorageFacts, { since }: WaitingSince, now: number): Warning | null {
  if (forgets(facts)) return "forgets";
  return facts.isPersistent === false && since !== null && now - since > DAY_MS ? "not-kept" : null;
}

/** Safari removes what a site has stored after seven days of its use without a visit there, unless the site is installed. */
export function forgets({ browser, isInstalled }: Pick<StorageFacts, "browser" | "isInstalled">): boolean {
  return !isInstalled && (browser === "ios-safari" || browser === "ios-other" || browser === "safari");
}

function sizeWords(bytes: number): string {
  return bytes >= 1_000_000_000 ? gigabytes.format(bytes / 1_000_000_000) : megabytes.format(bytes / 1_000_000);
}

function many(count: number, noun: string): string {
  return `${count.toLocaleString()} ${count === 1 ? noun : `${noun}s`}`;
}

const megabytes = new Intl.NumberFormat(undefined, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
const gigabytes = new Intl.NumberFormat(undefined, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 });

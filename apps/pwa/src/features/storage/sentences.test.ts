import { expect, test } from "vitest";

import { browserKind, type BrowserKind } from "../../platform/browser-kind.ts";
import { answerWords, isTight, keptWords, recordWords, spaceWords, waitingWords, warningOf } from "./sentences.ts";
import { waysFor } from "./ways-to-install.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0";

/** Who says what of itself, which browser it is, and how it is installed from there. */
const BROWSERS: [userAgent: string, maxTouchPoints: number, kind: BrowserKind, way: string][] = [
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 0, "chromium", "Chrome or Edge on a computer"],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/141.0.0.0`,
    10,
    "chromium",
    "Chrome or Edge on a computer",
  ],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, 5, "android", "Chrome on Android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", 0, "firefox", "Firefox on a computer"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0", 5, "firefox-android", "Firefox on Android"],
  [`${MAC} Version/18.5 Safari/605.1.15`, 0, "safari", "Safari on a Mac"],
  [`${MAC} Version/18.5 Safari/605.1.15`, 5, "ios-safari", "Safari on iPhone or iPad"],
  [`${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 5, "ios-safari", "Safari on iPhone or iPad"],
  [`${IPHONE} CriOS/141.0.0.0 Mobile/15E148 Safari/604.1`, 5, "ios-other", "Another browser on iPhone or iPad"],
  [`${IPHONE} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`, 5, "ios-other", "Another browser on iPhone or iPad"],
];

test.each(BROWSERS)("%s is known, and told how to install", (userAgent, maxTouchPoints, kind, way) => {
  expect(browserKind({ userAgent, maxTouchPoints })).toBe(kind);
  const { own, others } = waysFor(kind);
  expect(own?.name).toBe(way);
  expect(others).not.toContain(own);
  expect(answerWords(false, kind)).not.toBe("");
});

test("of a browser nobody knows, all ways to install are shown", () => {
  const kind = browserKind({ userAgent: "Lynx/2.9", maxTouchPoints: 0 });
  expect(kind).toBe("other");
  expect(waysFor(kind).own).toBeUndefined();
});

const facts = (browser: BrowserKind, given = {}) => ({
  browser,
  isInstalled: false,
  isPersistent: false,
  used: 1,
  free: 1,
  ...given,
});
const nothing = { count: 0, since: null };

test("Safari is warned of until Cliently is installed; no other browser is", () => {
  expect(warningOf(facts("ios-safari"), nothing, NOW)).toBe("forgets");
  expect(warningOf(facts("ios-other"), nothing, NOW)).toBe("forgets");
  expect(warningOf(facts("safari"), nothing, NOW)).toBe("forgets");
  expect(warningOf(facts("ios-safari", { isInstalled: true }), nothing, NOW)).toBeNull();
  for (const kind of ["chromium", "android", "firefox", "firefox-android", "other"] as const)
    expect(warningOf(facts(kind), nothing, NOW)).toBeNull();
});

test("work that waits for more than a day is warned of where the browser has not promised to keep it", () => {
  const old = { count: 2, since: NOW - DAY - 1 };
  expect(warningOf(facts("chromium"), old, NOW)).toBe("not-kept");
  expect(warningOf(facts("chromium"), { count: 2, since: NOW - DAY }, NOW)).toBeNull();
  expect(warningOf(facts("chromium", { isPersistent: true }), old, NOW)).toBeNull();
  expect(warningOf(facts("chromium", { isPersistent: null }), old, NOW)).toBeNull();
});

test("room is tight below 200 MB, or when four fifths are used", () => {
  expect(isTight({ used: 5_000_000, free: 2_000_000_000 })).toBe(false);
  expect(isTight({ used: 5_000_000, free: 199_999_999 })).toBe(true);
  expect(isTight({ used: 8_100_000_000, free: 2_000_000_000 })).toBe(true);
  expect(isTight({ used: null, free: null })).toBe(false);
});

test("sizes, records and what waits are said in words", () => {
  expect(spaceWords({ used: 12_340_000, free: 2_100_000_000 })).toBe("12.3 MB used, about 2.1 GB free");
  expect(recordWords({ clients: 1, leads: 0, notes: 2 })).toBe("1 client, 2 notes");
  expect(recordWords({ clients: 2, leads: 1, notes: 1 })).toBe("2 clients, 1 lead, 1 note");
  expect(waitingWords(nothing, NOW)).toBe("Everything written here is on the server too.");
  expect(waitingWords({ count: 1, since: NOW - 2 * 3_600_000 }, NOW)).toMatch(
    /^1 change waits here for the server\. The oldest was made .+ \(2 hours ago\)\.$/,
  );
  expect(waitingWords({ count: 3, since: null }, NOW)).toBe("3 changes wait here for the server.");
});

test("a browser that says nothing is not said to keep, nor to clear", () => {
  expect(keptWords({ isPersistent: true })).toContain("has promised");
  expect(keptWords({ isPersistent: false })).toContain("may clear");
  expect(keptWords({ isPersistent: null })).toContain("does not say");
});

import { existsSync } from "node:fs";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** What Chromium is started with: as root in a container, and without talking to anybody on its own. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The program of the browser to drive: CHROME_PATH, or one in a usual place. Nothing is ever downloaded. */
export function findChromium(env: Record<string, string | undefined> = process.env): string {
  const wanted = env["CHROME_PATH"];
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROME_PATH names no file: ${wanted}`);
  }
  const found = USUAL_PLACES.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    "The journeys need Chromium or Chrome. Install one (on Debian: apt-get install chromium), or set CHROME_PATH to it.",
  );
}

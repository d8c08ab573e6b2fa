import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { chromium, expect, type Page } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "./find-chromium.ts";
import { startServer } from "./server.ts";
import { sideways } from "./support/looks.ts";
import { aPerson, signIn, signUp } from "./support/person.ts";
import { fillPractice } from "./support/full-practice.ts";
import { noteScreens } from "./support/note-screens.ts";
import { aDemo, DOORS, EMPTY, FULL, LONG, practiceScreens, type Screen } from "./support/screens.ts";

/** Takes a picture of every screen, at every width, in both themes; and from them the ones that are shown to others. */
const WIDTHS = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
];
const THEMES = ["light", "dark"] as const;

const PWA = join(import.meta.dirname, "..");
const SHOTS = join(PWA, "reports/shots");

rmSync(SHOTS, { recursive: true, force: true });
mkdirSync(SHOTS, { recursive: true });

await using server = await startServer({ own: true, env: { SIGN_UPS_PER_HOUR: "1000" } });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
let taken = 0;

for (const viewport of WIDTHS) {
  const touch = viewport.width < 1024;
  // No service worker: these are pictures of the app, not of how it updates itself.
  const look = { baseURL: server.url, viewport, hasTouch: touch, isMobile: touch, serviceWorkers: "block" as const };
  const anew = () => browser.newContext({ ...look, deviceScaleFactor: touch ? 2 : 1 });

  const stranger = await anew();
  const doors = await stranger.newPage();
  await doors.goto("/");
  await pictures(doors, DOORS, viewport.width);
  await signUp(doors, aPerson());
  await pictures(doors, EMPTY, viewport.width);
  await pictures(doors, await noteScreens(server.url, doors), viewport.width);
  await stranger.close();

  // A second device of the demo practice: the first shows a banner about the demo.
  const first = await anew();
  const { person } = await aDemo(first);
  await first.close();
  const second = await anew();
  const page = await second.newPage();
  await signIn(page, person);
  await page.getByRole("row", { name: "Marigold Thistlewood" }).waitFor();
  await pictures(page, practiceScreens(server.url, person), viewport.width);
  await second.close();

  // Hundreds of people, two of them as long as they get.
  const full = await anew();
  const crowded = await full.newPage();
  await signUp(crowded, aPerson());
  await fillPractice(server.url, full, { clients: 300, notes: 300, leads: 40, characters: 300, isLong: true });
  await expect(crowded.getByText("301 people")).toBeVisible({ timeout: 60_000 });
  await pictures(crowded, [...FULL, ...LONG], viewport.width);
  await full.close();
}
await browser.close();

mkdirSync(join(PWA, "public/screenshots"), { recursive: true });
copyFileSync(join(SHOTS, "note-390-light.png"), join(PWA, "public/screenshots/narrow.png"));
copyFileSync(join(SHOTS, "note-1440-light.png"), join(PWA, "public/screenshots/wide.png"));
copyFileSync(join(SHOTS, "note-1440-light.png"), join(PWA, "../../docs/screenshot.png"));
process.stdout.write(`${taken} pictures in apps/pwa/reports/shots\n`);

async function pictures(page: Page, screens: Screen[], width: number): Promise<void> {
  for (const screen of screens) {
    await page.emulateMedia({ media: null });
    await screen.show(page);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce", media: screen.media ?? null });
      await page.screenshot({ path: join(SHOTS, `${screen.name}-${width}-${colorScheme}.png`), caret: "hide" });
      taken++;
    }
    const over = await sideways(page);
    if (over > 0) process.stdout.write(`${screen.name} at ${width}: ${over} px too wide\n`);
  }
}

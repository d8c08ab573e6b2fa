import type { Page } from "@playwright/test";

import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { sideways } from "./support/looks.ts";
import { addClient, addFirstClient, aPerson, beginNote, section, signUp, types } from "./support/person.ts";

/** A laptop's screen at 200 %. */
const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

test("at 200 % whatever one comes to by keys is in sight: in a note, in front of a client's measure, and back again", async ({
  newSeat,
}) => {
  const { page } = await newSeat(ZOOMED);
  await signUp(page, aPerson());
  await addClient(page, "Sorrel", "Brook");
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await page.getByRole("button", { name: "New measure" }).press("Enter");
  await page.getByRole("menuitem", { name: /^PHQ-9/ }).press("Enter");
  await expect(page.getByRole("dialog", { name: "PHQ-9" })).toBeVisible();
  await seesWhatHasFocus(page, "Tab", 20);
  await page.keyboard.press("Escape");

  await beginNote(page);
  await section(page, "Subjective").click();
  await types(page, "Slept better this week.");
  await expect(page.getByRole("button", { name: "Delete note" })).toBeVisible();
  await seesWhatHasFocus(page, "Tab", 12);
  await seesWhatHasFocus(page, "Shift+Tab", 24);
});

test("a scale with words as long as one may write them stays within a phone, also for the client", async ({
  newSeat,
}) => {
  const { page } = await newSeat(PHONE);
  await addFirstClient(page, "Sorrel", "Brook");
  await page.getByRole("tab", { name: "Goals & measures" }).tap();
  await page.getByRole("button", { name: "New measure" }).tap();
  await page.getByRole("menuitem", { name: /^New scale/ }).tap();
  await page.getByLabel("What it asks about").fill("Ausgeruhtheit".repeat(5).slice(0, 60));
  for (const end of ["0 means", "10 means"])
    await page.getByLabel(end, { exact: true }).fill("unausgeschlafenheit".repeat(4).slice(0, 60));
  await page.getByRole("button", { name: "Make the scale" }).tap();
  await expect(page.getByRole("dialog", { name: /^Ausgeruhtheit/ })).toBeVisible();
  expect(await sideways(page)).toBe(0);
  await page.getByRole("button", { name: "Hand over the device" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: /^Ausgeruhtheit/ })).toBeFocused();
  expect(await sideways(page)).toBe(0);
});

/** Goes on by keys, and looks each time whether anything stands in front of what has the focus. */
async function seesWhatHasFocus(page: Page, keys: string, presses: number): Promise<void> {
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press(keys);
    await expect.poll(() => page.evaluate(hidden)).toBe("");
  }
}

/** What has the focus and is not in sight by its middle; empty when all is well. */
function hidden(): string {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "";
  const shown = focused.closest("label") ?? focused; // the box of a checkbox is drawn, and its own is not seen
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const seen = document.elementFromPoint((left + right) / 2, middle);
  return seen && (shown.contains(seen) || seen.contains(shown)) ? "" : shown.outerHTML;
}

import type { Page } from "@playwright/test";

import { isInstalled, PHONE, type Seat } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import {
  addClient,
  aPerson,
  beginNote,
  goTo,
  receipt,
  section,
  signIn,
  signUp,
  syncBadge,
  types,
  unlock,
} from "./support/person.ts";

/** How much of the newest typing a killed browser may take with it, in ms. */
const MAY_BE_LOST_MS = 500;

test("a note written without a network survives the browser's death, and reaches the server and the other device by itself", async ({
  server,
  newProfile,
  newSeat,
  watch,
}) => {
  const person = aPerson();
  const profile = newProfile(PHONE);
  let phone = watch(await profile.open());

  // Sign up, and the app can be installed.
  await signUp(phone.page, person);
  await isInstalled(phone.page);
  await canBeInstalled(phone);

  const laptop = await newSeat();
  await signIn(laptop.page, person);
  laptop.goesWithoutServer();

  // The network goes, and so does the server. Cold start, opened by the password alone.
  await profile.close();
  await server.kill9();
  phone = watch(await profile.open({ offline: true }));
  await phone.page.goto("/");
  await unlock(phone.page, person);

  await addClient(phone.page, "Juniper", "Ash");
  await beginNote(phone.page);
  await expect(receipt(phone.page), "before a word of it is written").toContainText("waiting to sync");
  await section(phone.page, "Subjective").click();
  await types(phone.page, "Slept better since the walk became a habit.");
  await section(phone.page, "Objective").click();
  await types(phone.page, "Calm voice, steady pace.");
  await section(phone.page, "Assessment").click();
  await types(phone.page, "The evenings are the key.");
  await section(phone.page, "Plan").click();
  await expect(receipt(phone.page)).toContainText("waiting to sync");
  const note = new URL(phone.page.url()).pathname;

  // The browser dies between two keys.
  const typed = typing(phone.page, words(400));
  await expect.poll(() => typed.soFar().length).toBeGreaterThan(120);
  const killedAt = performance.now();
  await profile.kill();
  await typed.over;
  const certain = typed.before(killedAt - MAY_BE_LOST_MS);
  const all = typed.soFar();

  phone = watch(await profile.open({ offline: true }));
  await phone.page.goto(note);
  await unlock(phone.page, person);
  await expect(section(phone.page, "Subjective")).toHaveText("Slept better since the walk became a habit.");
  await expect(section(phone.page, "Objective")).toHaveText("Calm voice, steady pace.");
  await expect(section(phone.page, "Assessment")).toHaveText("The evenings are the key.");
  await expect(section(phone.page, "Plan")).toContainText(certain);
  const kept = (await section(phone.page, "Plan").textContent()) ?? "";
  expect(all.startsWith(kept.slice(0, all.length))).toBe(true);
  await expect(receipt(phone.page)).toContainText("waiting to sync");

  // The network is back. Nobody touches anything.
  await server.restart();
  await phone.goOnline();
  await expect(receipt(phone.page)).toContainText("on the server", { timeout: 30_000 });
  await expect(syncBadge(phone.page)).toContainText("Synced");
  await expect(laptop.page.getByText("Juniper Ash")).toBeVisible({ timeout: 30_000 });
  await goTo(laptop.page, "Notes");
  await laptop.page.getByRole("row").first().click();
  await expect(section(laptop.page, "Subjective")).toHaveText("Slept better since the walk became a habit.");
  await expect(section(laptop.page, "Plan")).toHaveText(kept);
});

test("where the app is not stored yet and the network goes between two parts of it, nothing breaks, and all comes by itself", async ({
  newSeat,
}) => {
  const seat = await newSeat();
  const { page } = seat;
  seat.goesWithoutServer();
  const later = /\/assets\/(engine|no-clients|leads-page)-/;
  const last = /\/assets\/transport-/;
  for (const parts of [later, last]) await page.route(parts, (route) => route.abort());
  await signUp(page, aPerson());
  await goTo(page, "Leads");
  await expect(page.getByText("A part of this screen could not be loaded.")).toBeVisible();
  await goTo(page, "Clients");
  await addClient(page, "Juniper", "Ash");
  await expect(page.getByRole("heading", { name: "Juniper Ash" })).toBeVisible();
  await goTo(page, "Leads");
  await expect(page.getByText("A part of this screen could not be loaded.")).toBeVisible();

  await page.unroute(later);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByRole("heading", { name: "Leads", exact: true })).toBeVisible();
  await expect(page.getByText("A part of this screen could not be loaded.")).toHaveCount(0);
  await expect(syncBadge(page)).toContainText("Offline");
  await page.unroute(last);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(syncBadge(page)).toContainText("Synced");
});

async function canBeInstalled({ context, page }: Seat): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  expect(manifest.url).toContain("/manifest.webmanifest");
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  await devtools.detach();
}

/** Types on until the page is gone, and knows when each key was down. */
function typing(page: Page, text: string) {
  const keys: { key: string; at: number }[] = [];
  const over = (async () => {
    for (const key of text) {
      await page.keyboard.type(key, { delay: 20 });
      keys.push({ key, at: performance.now() });
    }
  })().catch(() => {}); // the page is gone: that is what this is for
  const joined = (some: typeof keys) => some.map(({ key }) => key).join("");
  return { over, soFar: () => joined(keys), before: (time: number) => joined(keys.filter(({ at }) => at <= time)) };
}

/** Words of which each is different, so that a gap would show. */
function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
}

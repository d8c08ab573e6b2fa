import type { Page } from "@playwright/test";

import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { looksRight } from "./support/looks.ts";
import { addClient, addFirstClient, aPerson, goTo, signUp, syncBadge, unlock } from "./support/person.ts";
import { goInside } from "./support/screens.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

test("one can ask the browser to keep what is here, and hears what it said", async ({ newSeat }) => {
  const { page, context } = await newSeat(LAPTOP);
  await context.addInitScript(answering, { agrees: false });
  await signUp(page, aPerson());
  await goTo(page, "Settings");
  await page.getByRole("link", { name: "How safe your records are here" }).click();
  await expect(page).toHaveTitle("Storage · Cliently");
  await expect(page.getByText("The browser may clear what is stored here")).toBeVisible();
  await page.getByRole("button", { name: "Ask the browser to keep it" }).press("Enter");
  await expect(page.getByText("The browser did not agree for now")).toBeVisible();
  await looksRight(page, "storage-refused-1280");

  await page.evaluate(answering, { agrees: true });
  await page.getByRole("button", { name: "Ask the browser to keep it" }).press("Enter");
  await expect(page.getByText("The browser has promised to keep what is stored here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask the browser to keep it" })).toBeHidden();
});

test("what waits, how much there is, and when this device was last in step are told, also without a connection", async ({
  newSeat,
}) => {
  const { page, ...seat } = await newSeat(PHONE);
  await addFirstClient(page, "Barnaby", "Reed");
  await expect(syncBadge(page)).toContainText("Synced");
  await seat.goOffline();
  await page.getByLabel("Pronouns").fill("they/them");
  await page.getByLabel("Pronouns").blur();
  await expect(syncBadge(page)).toContainText("Offline · 1 waiting");

  await syncBadge(page).click();
  await page.getByRole("link", { name: "Storage on this device" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText(/^1 change waits here for the server\. The oldest was made/)).toBeVisible();
  await expect(page.getByText(/^Last in step with the server: .*\(/)).toBeVisible();
  await expect(page.getByText("No export from this device yet")).toBeVisible();
  await expect(page.getByText("Records on this device: 1 client, 0 notes.")).toBeVisible();
  await expect(page.getByRole("meter", { name: "Used by Cliently" })).toBeVisible();
  await looksRight(page, "storage-390");

  await seat.goOnline();
  await expect(page.getByText("Everything written here is on the server too.")).toBeVisible();
});

test("little room is warned of", async ({ newSeat }) => {
  const { page, context } = await newSeat(LAPTOP);
  await context.addInitScript(() => {
    if (!isSecureContext) return; // the blank page before
    StorageManager.prototype.estimate = async () => ({ usage: 9_000_000_000, quota: 10_000_000_000 });
  });
  await signUp(page, aPerson());
  await goInside(page, "/storage");
  await expect(page.getByText("9 GB used, about 1 GB free")).toBeVisible();
  await expect(page.getByText("Little room is left")).toBeVisible();
  await looksRight(page, "storage-tight-1280");
});

test("on an iPhone one is warned once a week that a tab is cleared, and told how to install", async ({ newSeat }) => {
  const person = aPerson();
  const { page } = await newSeat({ ...PHONE, userAgent: IPHONE });
  await signUp(page, person);
  const notice = page.getByText("Cliently is safer when installed");
  await expect(notice).toBeVisible();
  await looksRight(page, "ios-notice-390");
  await page.getByRole("link", { name: "How to install" }).click();
  await expect(page.getByRole("heading", { name: "Safari on iPhone or iPad" })).toBeVisible();
  await expect(notice).toHaveCount(1); // on its own page it is said once
  await expect(page.getByRole("heading", { name: "Chrome on Android" })).toBeHidden();
  await page.getByText("On another device or browser").click();
  await expect(page.getByRole("heading", { name: "Chrome on Android" })).toBeVisible();
  await looksRight(page, "storage-ios-390");

  await goTo(page, "Clients");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(notice).toBeHidden();
  await page.reload();
  await unlock(page, person);
  await goInside(page, "/storage");
  await expect(notice).toBeVisible(); // the page itself goes on saying it
  await goTo(page, "Clients");
  await expect(page.getByRole("heading", { name: "Clients", exact: true })).toBeVisible();
  await expect(notice).toBeHidden();
});

test("an app on the Home Screen is not warned of", async ({ newSeat }) => {
  const { page, context } = await newSeat({ ...PHONE, userAgent: IPHONE });
  await context.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: true }));
  await signUp(page, aPerson());
  await goInside(page, "/storage");
  await expect(page.getByText("Installed. You are in the app now.")).toBeVisible();
  await goTo(page, "Clients");
  await expect(page.getByText("Cliently is safer when installed")).toBeHidden();
});

test("where the browser offers to install, it takes one press", async ({ newSeat }) => {
  const { page } = await newSeat(LAPTOP);
  await signUp(page, aPerson());
  await goInside(page, "/storage");
  await expect(page.getByRole("heading", { name: "Chrome or Edge on a computer" })).toBeVisible();
  await offersToInstall(page);
  const install = page.getByRole("button", { name: "Install Cliently" });
  await expect(install).toBeVisible();
  await expect(page.getByRole("heading", { name: "Chrome or Edge on a computer" })).toBeHidden();
  await looksRight(page, "storage-install-1280");
  await install.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-asked", "1");
  await expect(install).toBeHidden();
});

test("work that waits for more than a day where nothing is promised is spoken of when the app is opened", async ({
  newSeat,
}) => {
  const person = aPerson();
  const { page, context, ...seat } = await newSeat(LAPTOP);
  await signUp(page, person);
  await seat.goOffline();
  await addClient(page, "Barnaby", "Reed");
  await expect(syncBadge(page)).toContainText("Offline");
  await context.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 2 * 86_400_000;
  });
  await page.reload();
  await unlock(page, person);
  await expect(page.getByText("Some of your work is on this device alone")).toBeVisible();
  await looksRight(page, "not-kept-notice-1280");
  await page.getByRole("link", { name: "See storage" }).click();
  await expect(page.getByText(/The oldest was made .*\(2 days ago\)/)).toBeVisible();
});

/** The browser keeps nothing yet, and agrees to keep it, or not, when it is asked. */
function answering({ agrees }: { agrees: boolean }): void {
  if (!isSecureContext) return; // the blank page before
  let isPersistent = false;
  StorageManager.prototype.persisted = async () => isPersistent;
  StorageManager.prototype.persist = async () => (isPersistent = agrees);
}

/** What Chromium does when a page can be installed; being asked is written on <html>. */
async function offersToInstall(page: Page): Promise<void> {
  await page.evaluate(() => {
    const prompt = async () => void (document.documentElement.dataset["asked"] = "1");
    const userChoice = Promise.resolve({ outcome: "accepted" });
    dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt, userChoice }));
  });
}

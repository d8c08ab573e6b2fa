import { test as base, expect, type Page } from "@playwright/test";

import { startServer } from "./server.ts";
import { aSeat, isInstalled, type Seat } from "./support/browser.ts";
import { addClient, aPerson, beginNote, section, signUp, types, unlock } from "./support/person.ts";
import {
  aSite,
  nextVersion,
  policyOf,
  takesWorkerOff,
  thisVersion,
  type Site,
  type Version,
} from "./support/version.ts";

// What a deploy does to the pages that are open. The server itself is not needed: it only has to have files.

const test = base.extend<object, { after: Version }>({
  /** A later version. Nothing writes into it, so that it is built once. */
  after: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needs of a fixture from this pattern
    async ({}, use) => {
      await using after = await nextVersion();
      await use(after);
    },
    { scope: "worker" },
  ],
});

test("SW1: only the shell is stored, and everything of it, so that each screen opens without a network", async ({
  browser,
}) => {
  await using version = thisVersion();
  await using site = await aSite(version);
  const seat = await opens(browser, site);
  const { page } = seat;

  const stored = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { names, paths: requests.flat().map(({ url }) => new URL(url).pathname) };
  });
  expect(stored.names).toHaveLength(1);
  expect(
    stored.paths.filter(
      (path) => !/^\/(assets\/[\w.-]+\.(js|css|woff2)|index\.html|manifest\.webmanifest|icons\/mark\.svg)$/.test(path),
    ),
  ).toEqual([]);

  await seat.goOffline();
  for (const path of ["/", "/sign-up", "/privacy", "/clients/some-client", "/notes"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  const api = await page.evaluate(() =>
    fetch("/trpc/account.me").then(
      () => "answered",
      () => "not reached",
    ),
  );
  expect(api).toBe("not reached");
  await ends(seat);
});

test("SW2: a deploy takes nothing from a page that is open: it loads what it still needs, and waits until it is told", async ({
  browser,
  after,
}) => {
  await using before = thisVersion();
  await using site = await aSite(before);
  const seat = await opens(browser, site);
  const { page } = seat;

  const second = await seat.newTab();
  await second.goto("/sign-in");
  await page.getByLabel("E-mail").fill("half-typed@exa");
  site.deploy(after);
  await asksForNewer(page);
  await expect.poll(() => waits(page)).toBe(true);

  // The page is where it was, and a screen that it had not loaded yet comes from the version that it is.
  expect(await page.getByLabel("E-mail").inputValue()).toBe("half-typed@exa");
  await page.getByRole("link", { name: "Make an account" }).click();
  await expect(page.getByLabel("Your name")).toBeVisible();
  expect(await page.evaluate(() => "next" in globalThis)).toBe(false);

  // The second tab brings the new one; the first is now the older version, and still whole.
  await second.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    registration.waiting?.postMessage("take-over");
  });
  await expect.poll(() => waits(page)).toBe(false);
  await page.getByRole("link", { name: "privacy policy" }).evaluate((link) => link.removeAttribute("target"));
  await page.getByRole("link", { name: "privacy policy" }).click();
  await expect(page.getByRole("heading", { name: /privacy/i, level: 1 })).toBeVisible();
  expect(await page.evaluate(() => "next" in globalThis)).toBe(false);

  // Loaded anew, it is the new version; the last page that opens throws the old one away.
  await second.close();
  await page.goto("/sign-in");
  await expect.poll(() => page.evaluate(() => "next" in globalThis)).toBe(true);
  await expect.poll(() => staleParts(page, site)).toEqual([]);
  await ends(seat);
});

test("SW2: while one types, nothing speaks of a newer version; brought later, it has every word", async ({
  browser,
  after,
}) => {
  await using server = await startServer();
  await using before = thisVersion();
  await using site = await aSite(before, { api: server.url });
  const seat = await aSeat(browser, site.url);
  const { page } = seat;
  const person = aPerson();
  const notice = page.getByText("A new version is ready");

  await signUp(page, person);
  await isInstalled(page);
  await addClient(page, "Juniper", "Ash");
  await beginNote(page);
  await section(page, "Subjective").click();
  await types(page, "Half a sentence");
  site.deploy(after);
  await asksForNewer(page);
  await expect.poll(() => waits(page)).toBe(true);
  await types(page, " and the other half");
  expect(await notice.count()).toBe(0);

  await page.getByRole("heading", { name: "Plan" }).click();
  await expect(notice).toBeVisible();
  await section(page, "Objective").click();
  await types(page, "Calm.");
  await page.getByRole("button", { name: "Reload when you like" }).click();
  await unlock(page, person);
  await expect(section(page, "Subjective")).toHaveText("Half a sentence and the other half");
  await expect(section(page, "Objective")).toHaveText("Calm.");
  expect(await page.evaluate(() => "next" in globalThis)).toBe(true);
  await ends(seat);
});

test("SW2, CSP3: a page that is opened while a newer version waits becomes that version before anybody types, under its policy", async ({
  browser,
  after,
}) => {
  await using before = thisVersion();
  await using site = await aSite(before);
  const seat = await opens(browser, site);
  const { page } = seat;

  site.deploy(after);
  await asksForNewer(page);
  await expect.poll(() => waits(page)).toBe(true);
  // On a busy machine the page that is being left may still count as one in use; then it is the next one opened.
  await expect(async () => {
    await page.goto("/sign-in");
    await expect
      .poll(() => page.evaluate(() => "next" in globalThis).catch(() => false), { timeout: 5_000 })
      .toBe(true);
  }).toPass({ timeout: 30_000 });
  expect(await waits(page)).toBe(false);
  const policy = await page.evaluate(() =>
    fetch("/index.html").then(({ headers }) => headers.get("Content-Security-Policy")),
  );
  expect(policy).toBe(policyOf(after));
  expect(policy).not.toBe(policyOf(before));
  await ends(seat);
});

test("SW4: the way out takes the worker and all it stored off the device, and the app goes on from the server", async ({
  browser,
}) => {
  await using version = thisVersion();
  await using site = await aSite(version);
  const seat = await opens(browser, site);
  const { page } = seat;

  takesWorkerOff(version);
  await asksForNewer(page);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(0);
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
  await ends(seat);
});

async function opens(browser: Parameters<typeof aSeat>[0], { url }: Site): Promise<Seat> {
  const seat = await aSeat(browser, url);
  seat.goesWithoutServer();
  await seat.page.goto("/sign-in");
  await expect(seat.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await isInstalled(seat.page);
  return seat;
}

async function ends({ context, problems }: Seat): Promise<void> {
  await context.close();
  const serious = problems.filter((problem) => !/status of 404 \(Not Found\) \(.*\/trpc\//.test(problem)); // there is no API here
  expect(serious).toEqual([]);
}

function asksForNewer(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
}

function waits(page: Page): Promise<boolean> {
  return page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting));
}

/** What is stored that the deployed version no longer has. */
async function staleParts(page: Page, { url }: Site): Promise<string[]> {
  const stored = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  const answers = await Promise.all(stored.map(async (path) => ({ path, status: (await fetch(url + path)).status })));
  return answers.filter(({ status }) => status === 404).map(({ path }) => path);
}

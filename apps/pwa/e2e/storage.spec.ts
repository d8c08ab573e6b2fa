import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { isInstalled, LAPTOP, PHONE, type Seat } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { looksRight } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginFirstNote,
  goTo,
  receipt,
  section,
  signIn,
  syncBadge,
  types,
} from "./support/person.ts";

test("a record whose bytes are spoilt on this device is told of in one sentence beside all others, and is fetched again", async ({
  newSeat,
}) => {
  const { page, ...seat } = await newSeat(PHONE);
  await addFirstClient(page, "Barnaby", "Reed");
  await goTo(page, "Clients");
  await addClient(page, "Marigold", "Thistlewood");
  await expect(syncBadge(page)).toContainText("Synced");
  await goTo(page, "Notes");

  await seat.goOffline();
  await expect(syncBadge(page)).toContainText("Offline");
  await spoilOneClient(page);
  await goTo(page, "Clients");
  await expect(page.getByText("1 client cannot be read on this device just now")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(1);
  await looksRight(page, "unreadable-390");
  await goTo(page, "Notes");

  await seat.goOnline();
  await expect(syncBadge(page)).toContainText("Synced");
  await goTo(page, "Clients");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByText("cannot be read")).toBeHidden();

  await syncBadge(page).click();
  await expect(page.getByText(/1 record here was not as on the server, and was fetched again/)).toBeVisible();
  await looksRight(page, "repaired-390");
});

test("when the browser has cleared a device, it says what that may have cost, until it was read", async ({
  newSeat,
}) => {
  const person = aPerson();
  const seat = await newSeat(LAPTOP);
  const { page } = seat;
  await addFirstClient(page, "Barnaby", "Reed", person);
  await expect(syncBadge(page)).toContainText("Synced");

  await clearDatabases(seat);
  await signIn(page, person);
  await expect(page.getByRole("row", { name: "Barnaby Reed" })).toBeVisible();
  const report = page.getByRole("status").filter({ hasText: "The browser cleared what this device kept" });
  await expect(report).toContainText("nothing was waiting here, and all of it is here again");
  // Of what was written later without a connection the server cannot know.
  await expect(report).toContainText("Only what was written on this device after that");
  await looksRight(page, "evicted-1280");
  await goTo(page, "Notes");
  await expect(report).toBeVisible();
  await report.getByRole("button", { name: "OK" }).press("Enter");
  await expect(report).toBeHidden();
});

test("on a full disk without a connection one is told at once that words are not saved, and can bring them to safety", async ({
  newSeat,
}) => {
  const seat = await newSeat(PHONE);
  const { page } = seat;
  await seat.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await smallDisk(seat);
  await beginFirstNote(page, "Barnaby", "Reed");
  await expect(syncBadge(page)).toContainText("Synced");

  await seat.goOffline();
  await fillDisk(page);
  await section(page, "Subjective").click();
  await types(page, "Slept through the night.");
  const notice = page.getByRole("alert").filter({ hasText: "Your newest words are not saved" });
  await expect(notice).toBeVisible();
  await expect(syncBadge(page)).toContainText("Not saved");
  await expect(page.getByText("Nothing can be stored on this device right now")).toBeVisible();
  await looksRight(page, "not-saved-390");

  await notice.getByRole("button", { name: "Copy the note" }).click();
  await expect(notice.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Subjective\nSlept through the night.");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    notice.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(readFileSync(await file.path(), "utf8")).toBe("Subjective\nSlept through the night.");

  await makeRoom(page);
  await expect(notice).toBeHidden();
  await expect(receipt(page)).toContainText("waiting to sync");
  await seat.goOnline();
  await expect(receipt(page)).toContainText("on the server");
});

test("a field and a tag that a full disk does not take stay where they were typed, and say so", async ({ newSeat }) => {
  const seat = await newSeat(PHONE);
  const { page } = seat;
  await smallDisk(seat);
  await addFirstClient(page, "Barnaby", "Reed");
  await expect(syncBadge(page)).toContainText("Synced");

  await seat.goOffline();
  await fillDisk(page);
  await page.getByRole("textbox", { name: "Phone", exact: true }).fill("0111 222");
  await page.getByRole("textbox", { name: "Phone", exact: true }).blur();
  await expect(page.getByText(/^Not saved\. It is in this page alone/)).toBeVisible();
  await page.getByLabel("Add a tag").fill("wants mornings");
  await page.getByLabel("Add a tag").press("Enter");
  await expect(page.getByText(/^Not saved\. It is in this page alone/)).toHaveCount(2);
  await expect(page.getByRole("textbox", { name: "Phone", exact: true })).toHaveValue("0111 222");
  await expect(page.getByLabel("Add a tag")).toHaveValue("wants mornings");
  await looksRight(page, "field-not-saved-390");

  await makeRoom(page);
  await page.getByLabel("Add a tag").press("Enter");
  await expect(page.getByRole("row", { name: "wants mornings" })).toBeVisible();
  await page.getByRole("textbox", { name: "Phone", exact: true }).focus();
  await page.getByRole("textbox", { name: "Phone", exact: true }).blur();
  await expect(page.getByText(/^Not saved\. It is in this page alone/)).toHaveCount(0);
  await seat.goOnline();
  await expect(syncBadge(page)).toContainText("Synced");
});

test("a step that could not be kept is handed back beside the next one, which is being written by then", async ({
  newSeat,
}) => {
  const seat = await newSeat(PHONE);
  const { page } = seat;
  await smallDisk(seat);
  await addFirstClient(page, "Barnaby", "Reed");
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await page.getByRole("button", { name: "New goal" }).click();
  await page.getByLabel("Goal", { exact: true }).fill("Sleep through");
  await page.getByRole("button", { name: "Add goal" }).click();
  await page.getByRole("button", { name: "Add step to Sleep through" }).click();
  await expect(syncBadge(page)).toContainText("Synced");

  // What the disk does not take goes straight to the server, which takes its time.
  await fillDisk(page);
  const isBegun = Promise.withResolvers<void>();
  seat.goesWithoutServer();
  await page.route(/sync\.exchange/, async (route) => {
    await isBegun.promise;
    await route.abort();
  });
  await page.getByPlaceholder("Add a step").fill("No screens");
  await page.getByPlaceholder("Add a step").press("Enter");
  await expect(page.getByPlaceholder("Add a step")).toHaveValue("");
  await page.getByPlaceholder("Add a step").fill("Read a bo");
  isBegun.resolve();
  const notice = page.getByRole("alert").filter({ hasText: "Not kept: Step of Sleep through" });
  await expect(notice.getByRole("group", { name: "What you wrote" })).toHaveText("No screens");
  await expect(page.getByPlaceholder("Add a step")).toHaveValue("Read a bo");
  await makeRoom(page);
});

/** Turns over the last byte of one client's sealed row, as a failing disk would. */
async function spoilOneClient(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no answer"));
      });
    const names = (await indexedDB.databases()).map(({ name = "" }) => name);
    const db = await done(indexedDB.open(names.find((name) => name.startsWith("cliently-cache-")) ?? ""));
    const table = db.transaction("client", "readwrite").objectStore("client");
    const [row] = (await done(table.getAll())) as { sealed: Uint8Array }[]; // as the app stores it
    if (!row) throw new Error("no client is here");
    const last = row.sealed.length - 1;
    row.sealed[last] = (row.sealed[last] ?? 0) ^ 255;
    await done(table.put(row));
    db.close();
  });
}

/** What a browser does that needs the space: the databases go, the cookies stay. */
async function clearDatabases({ context, page }: Seat): Promise<void> {
  const { origin } = new URL(page.url());
  await page.goto("about:blank");
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
}

/** Lets the browser keep little for Cliently, before anything is kept: it looks at its room only now and then. */
async function smallDisk({ context, page }: Seat): Promise<void> {
  await page.goto("/sign-up");
  await isInstalled(page);
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: used + 4_000_000 });
}

/** Fills what room there is to the last bytes, as another site's videos would. */
async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("videos");
      request.onupgradeneeded = () => request.result.createObjectStore("parts", { autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("no answer"));
    });
    const fits = (size: number) =>
      new Promise<boolean>((resolve) => {
        const part = new Uint8Array(size);
        for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(part.subarray(at, at + 65_536));
        const work = db.transaction("parts", "readwrite");
        work.oncomplete = () => resolve(true);
        work.onabort = () => resolve(false);
        work.objectStore("parts").add(part);
      });
    for (const size of [500_000, 50_000, 5_000, 500, 50, 1]) while (await fits(size));
    db.close();
  });
}

async function makeRoom(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase("videos");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error ?? new Error("no answer"));
      }),
  );
}

import type { Page } from "@playwright/test";

import { expect, test } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginNote,
  goTo,
  goToSearch,
  receipt,
  section,
  signIn,
  syncBadge,
  types,
  unlock,
} from "./support/person.ts";

const FILLER = "The hour went by quietly, with pauses, and nothing that needs a word here. ".repeat(12);

test("what was written a moment ago without a network is found and opens where it stands, on the laptop and later on the phone", async ({
  twoDevices: { person, laptop, phone },
}) => {
  const { page } = laptop;
  await addClient(page, "Juniper", "Ash");
  await beginNote(page);
  await laptop.goOffline();
  await section(page, "Subjective").click();
  await page.keyboard.insertText(FILLER);
  await section(page, "Plan").click();
  await types(page, "Keep an eye on the anxiété before exams.");
  await findsTheNote(page); // nothing has been synced

  await laptop.goOnline();
  await expect(syncBadge(page)).toContainText("Synced", { timeout: 30_000 });
  await signIn(phone.page, person);
  await expect(phone.page.getByText("Juniper Ash")).toBeVisible();
  await expect(syncBadge(phone.page)).toContainText("Synced");
  await phone.goOffline();
  await findsTheNote(phone.page);
  await phone.page.getByRole("searchbox").fill("anxie");
  await expect(phone.page.getByRole("row", { name: /^Note, Juniper Ash/ })).toContainText("anxiété");
});

test("by keyboard alone one searches, goes down into what was found, and opens it at the words", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Marigold", "Thistle");
  await page.getByLabel("Background and health-related information").fill(`${FILLER} Grew up by the harbour.`);
  await page.keyboard.press("Tab");
  await page.getByRole("tab", { name: "Notes" }).click();
  await beginNote(page);
  await section(page, "Plan").click();
  await types(page, "Walk to the harbour twice a week.");
  await expect(receipt(page)).toContainText("on the server");

  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Search" })
    .filter({ visible: true })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("harbor");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("row").first()).toBeFocused();
  const note = page.getByRole("row", { name: /^Note, / });
  for (let steps = 0; steps < 2 && !(await note.evaluate((row) => row === document.activeElement)); steps++)
    await page.keyboard.press("ArrowDown");
  await expect(note).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(section(page, "Plan")).toBeFocused();
  await page.keyboard.type(" (the old one)");
  await expect(section(page, "Plan")).toHaveText("Walk to the harbour (the old one) twice a week.");

  await page.goBack();
  await page.getByRole("row", { name: /^Client, Marigold Thistle, Background/ }).click();
  const background = page.getByLabel("Background and health-related information");
  await expect(background).toBeFocused();
  await expect(background).toBeInViewport();
  // The next key adds to the word that was found, and takes nothing away.
  await page.keyboard.type("s");
  await expect(background).toHaveValue(/harbours/);
});

test("after a lock the index comes from the disk, with what was written since", async ({ newSeat }) => {
  const person = aPerson();
  const { page } = await newSeat();
  await addFirstClient(page, "Odalys", "Brightwater", person);
  await goToSearch(page);
  await page.keyboard.type("brightwater");
  await expect(page.getByRole("row", { name: /^Client, Odalys Brightwater/ })).toBeVisible();
  await expect(status(page)).toHaveAttribute("data-origin", "built");
  await expect.poll(() => snapshotSize(page), { timeout: 30_000 }).toBeGreaterThan(0);

  await goTo(page, "Clients");
  await addClient(page, "Odalys", "Fernsby");
  await page.reload();
  await unlock(page, person);
  await goToSearch(page);
  await page.keyboard.type("odalys");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(status(page)).toHaveAttribute("data-origin", "disk");
  await page.getByRole("searchbox").fill("zebra crossing");
  await expect(page.getByText("Try fewer letters or another spelling")).toBeVisible();
});

/** With a slip of the finger and no accent; opens it where the words stand, and comes back to what was asked. */
async function findsTheNote(page: Page): Promise<void> {
  await goToSearch(page);
  await page.keyboard.type("anxeite exams");
  const found = page.getByRole("row", { name: /^Note, Juniper Ash, SOAP · Plan/ });
  await expect(found).toContainText("Keep an eye on the anxiété before exams.");
  await expect(found.locator("mark")).toHaveText(["anxiété", "exams"]);
  await expect(status(page)).toHaveText("1 found with a similar spelling");
  expect(await violations(page)).toEqual([]);

  await found.click();
  await expect(section(page, "Plan")).toBeInViewport();
  await expect.poll(() => marked(page)).toEqual(["anxiété", "exams"]);
  await expect(section(page, "Subjective")).toContainText("nothing that needs a word");
  expect(page.url()).not.toContain("anx");
  expect(JSON.stringify(await page.evaluate(() => history.state as unknown))).not.toContain("anx");

  // Back is back at the same words; going on takes the marks away.
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("anxeite exams");
  await expect(found).toBeVisible();
  expect(await marked(page)).toEqual([]);
}

function status(page: Page) {
  return page.getByRole("main").getByRole("status");
}

/** The words that the page marks in a text. */
function marked(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(CSS.highlights.get("found") ?? [])].map((range) => (range as Range).cloneContents().textContent ?? ""),
  ); // of ranges in the page
}

/** How many pieces of the index are on the disk. */
function snapshotSize(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((database) => database.name?.startsWith("cliently-search-"))?.name;
    if (name === undefined) return 0;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(new Error("not opened"));
      opening.onsuccess = () => {
        const db = opening.result;
        const count = db.objectStoreNames.contains("piece")
          ? db.transaction("piece").objectStore("piece").count()
          : null;
        if (!count) return resolve(0);
        count.onsuccess = () => {
          db.close();
          resolve(count.result);
        };
      };
    });
  });
}

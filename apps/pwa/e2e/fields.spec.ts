import type { Locator, Page } from "@playwright/test";

import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import type { Seat } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import {
  addFirstClient,
  aPerson,
  beginNote,
  goTo,
  section,
  sign,
  signatureOf,
  syncBadge,
  types,
  unlock,
} from "./support/person.ts";

const WORDS =
  "Asked about thoughts of ending it: passive ones, no plan and no means. They agreed to call, and we went through what helps, line by line. ";
/** Between two keys, in ms. */
const PACE = 25;
/** Of what was typed in the last half second, nothing is promised. */
const CERTAIN = WORDS.slice(0, -500 / PACE);

test("what is typed into a field without a pause outlives a reload and a closed tab", async ({ newSeat }) => {
  const person = aPerson();
  const { page, newTab } = await newSeat();
  await addFirstClient(page, "Hazel", "Birch", person);
  const record = page.url();
  await beginNote(page);
  await section(page, "Subjective").click();
  await types(page, "Came by train.");
  const note = page.url();
  const safety = (on: Page) => on.getByRole("textbox", { name: "Safety and risk" });
  const background = (on: Page) => on.getByRole("textbox", { name: "Background" });
  const addendum = (on: Page) => on.getByLabel("Addendum, not signed yet");

  let open = await outlives(safety);
  await open.goto(record);
  await unlock(open, person);
  open = await outlives(background, open);
  await open.goto(note);
  await unlock(open, person);
  await sign(open, "Hazel Birch", "Ada Willow");
  await open.getByRole("button", { name: "Add an addendum" }).click();
  open = await outlives(addendum, open);

  // A form makes nothing by itself: its words are handed back.
  await goTo(open, "Leads");
  await open.getByRole("button", { name: "New lead", exact: true }).click();
  await open.getByLabel("What they asked for").click();
  await open.keyboard.type(WORDS, { delay: PACE });
  open = await ended(open);
  const notice = open.getByRole("alert").filter({ hasText: "Not kept: New lead" });
  await expect(notice).toContainText(CERTAIN);
  expect(await violations(open)).toEqual([]);
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await open.reload();
  await unlock(open, person);
  for (const place of ["Clients", "Leads"] as const) await goTo(open, place);
  await open.getByRole("button", { name: "New lead", exact: true }).click();
  await open.getByLabel("What they asked for").fill("Another talk");
  await open.goBack();
  await expect(notice).toContainText("Another talk");
  await expect(notice, "what was dismissed does not come back").toHaveCount(1);
  await goTo(open, "Settings");
  await open.getByRole("button", { name: "Sign out" }).click();
  await open.getByRole("button", { name: "Sign out, keep them sealed here" }).click();
  await expect(open.getByText(/^Something written here is nowhere else yet/)).toBeVisible();

  /** Its page is ended without a word, and opened again. */
  async function ended(on: Page): Promise<Page> {
    const [where, tab] = [on.url(), await newTab()];
    await on.close();
    await tab.goto(where);
    await unlock(tab, person);
    return tab;
  }

  async function outlives(field: (on: Page) => Locator, on = page): Promise<Page> {
    await field(on).click();
    await on.keyboard.type(WORDS, { delay: PACE });
    await on.reload();
    await unlock(on, person);
    await holds(field(on), CERTAIN);

    await field(on).fill("");
    await on.keyboard.type(WORDS, { delay: PACE });
    const tab = await ended(on);
    await holds(field(tab), CERTAIN);
    await expect(tab.getByRole("button", { name: "Keep this" })).toHaveCount(0);
    return tab;
  }
});

test("a goal, a step, progress, a tag and a snippet that are being written are handed back after their page was ended", async ({
  newSeat,
}) => {
  const person = aPerson();
  const { page, newTab } = await newSeat();
  await addFirstClient(page, "Hazel", "Birch", person);
  const record = page.url();
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  const goals = page.url();
  await page.getByRole("button", { name: "New goal" }).click();
  await page.getByLabel("Goal", { exact: true }).fill("Sleep through");
  await page.getByRole("button", { name: "Add goal" }).click();
  await expect(page.getByRole("button", { name: "Add step to Sleep through" })).toBeVisible();

  let open = page;
  await handedBack("New goal", goals, async () => {
    await open.getByRole("button", { name: "New goal" }).click();
    await open.getByLabel("Details").click();
  });
  await handedBack("Step of Sleep through", goals, async () => {
    await open.getByRole("button", { name: "Add step to Sleep through" }).click();
  });
  await handedBack("Progress of Sleep through", goals, async () => {
    await open.getByRole("button", { name: "Add progress on Sleep through" }).click();
    await open.getByLabel("Remark").click();
  });
  await handedBack("Tag of Hazel Birch", record, () => open.getByLabel("Add a tag").click());
  await handedBack("New snippet of templates and snippets", new URL("/settings/templates", record).href, async () => {
    await open.getByRole("button", { name: "New snippet" }).click();
  });
  await open.goto(goals);
  await unlock(open, person);
  await expect(open.getByRole("checkbox"), "nothing was made by itself").toHaveCount(0);

  async function handedBack(what: string, at: string, begin: () => Promise<void>): Promise<void> {
    if (open !== page) {
      await open.goto(at);
      await unlock(open, person);
    }
    await begin();
    await open.keyboard.type("Walks in the evening, phone stays out", { delay: PACE });
    const tab = await newTab();
    await open.close();
    open = tab;
    await open.goto(at);
    await unlock(open, person);
    const notice = open.getByRole("alert").filter({ hasText: `Not kept: ${what}` });
    await expect(notice).toContainText("Walks in the even");
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await expect(notice).toHaveCount(0);
  }
});

test("whoever signs with the caret in a field signs what stands there", async ({ newSeat }) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Hazel", "Birch");
  await beginNote(page);
  await section(page, "Subjective").click();
  await types(page, "Came by train.");
  await page.getByRole("textbox", { name: "Safety and risk" }).click();
  await types(page, "Asked, no risk.");
  await sign(page, "Hazel Birch");
  await expect(signatureOf(page)).toBeVisible();
  await expect(page.getByRole("article", { name: "Session note" })).toContainText("Asked, no risk.");
});

test("what another device puts into a field is what one sees there, and never other words than those that are signed", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);
  const safety = ({ page }: Seat) => page.getByRole("textbox", { name: "Safety and risk" });
  const [here, there] = [safety(laptop), safety(phone)];
  for (const { goOffline } of [laptop, phone]) await goOffline();
  await here.click();
  await types(laptop.page, "Asked, no risk.");
  await expect(syncBadge(laptop.page)).toContainText("1 waiting"); // kept at a pause, with the caret where it is
  await there.fill("Passive thoughts, agreed to call.");
  await there.blur();
  await expect(syncBadge(phone.page)).toContainText("1 waiting");
  for (const { goOnline } of [laptop, phone]) await goOnline();
  await laptop.page.getByRole("button", { name: "Look" }).click(); // nothing moves while one writes
  await laptop.page.getByRole("button", { name: "Keep this" }).click();
  await expect(there).toHaveValue("Passive thoughts, agreed to call.");
  await expect(here).toHaveValue("Passive thoughts, agreed to call.");
  await sign(laptop.page, "Marigold Thistle");
  await expect(laptop.page.getByRole("article", { name: "Session note" })).toContainText(
    "Passive thoughts, agreed to call.",
  );
});

async function holds(field: Locator, words: string): Promise<void> {
  await expect.poll(async () => (await field.inputValue()).slice(0, words.length)).toBe(words);
}

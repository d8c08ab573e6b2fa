import type { Locator, Page } from "@playwright/test";

import { isInstalled, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  goTo,
  receipt,
  section,
  signIn,
  signUp,
  syncBadge,
  types,
} from "./support/person.ts";

test("offline, a goal is set and measured, shown as a plot and as a table, and all of it is found on the phone", async ({
  newSeat,
}) => {
  const person = aPerson();
  const laptop = await newSeat();
  const { page } = laptop;
  await signUp(page, person);
  await isInstalled(page);
  await addClient(page, "Marigold", "Thistle");
  await laptop.goOffline();

  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await expect(page.getByText("No goals yet")).toBeVisible();
  await setGoal(page, {
    title: "Walk every day",
    unit: "walks",
    target: "5",
    steps: ["Buy good shoes", "Ask a friend"],
  });
  const walks = goal(page, "Walk every day");
  await expect(walks).toContainText("Nothing measured yet · target 5 walks");
  await writeDown(walks, { value: "3", remark: "Two with a friend." });
  await expect(walks).toContainText("3 of 5 walks");
  await writeDown(walks, { value: "1", remark: "Hard to begin.", isEarlier: true });
  await expect(walks).toContainText("3 of 5 walks"); // what was earlier is not how it stands
  await walks.getByRole("checkbox", { name: "Buy good shoes" }).press("Space");
  await expect(walks).toContainText("1 of 2 steps done");

  const plot = walks.getByRole("img");
  await expect(plot).toHaveAccessibleName(/^Walk every day: 2 values, from 1 walks on .* to 3 walks/);
  expect(await violations(page)).toEqual([]);
  await walks.getByRole("button", { name: "Show as table" }).click();
  const rows = walks.getByRole("table", { name: "Walk every day" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Two with a friend.");
  await expect(rows.nth(2)).toContainText("Hard to begin.");
  expect(await violations(page)).toEqual([]);
  await laptop.goOnline();
  await expect(syncBadge(page)).toContainText("Synced");

  const phone = await newSeat(PHONE);
  await signIn(phone.page, person);
  await goTo(phone.page, "Search");
  await phone.page.getByRole("searchbox").fill("shoes");
  await phone.page.getByRole("row", { name: /^Goal, Marigold Thistle/ }).click();
  await expect(phone.page.getByRole("tab", { name: "Goals & measures" })).toHaveAttribute("aria-selected", "true");
  const there = goal(phone.page, "Walk every day");
  await expect(there.getByRole("checkbox", { name: "Buy good shoes" })).toBeChecked();
  await expect(there.getByRole("img")).toBeVisible();
  await writeDown(there, { value: "5" });
  await expect(there).toContainText("Target met: 5 of 5 walks");
  await there.getByRole("button", { name: "Mark as reached" }).click();
  await expect(phone.page.getByRole("heading", { name: "Reached · 1" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Reached · 1" })).toBeVisible();
});

test("what two devices call a goal offline is asked about, and what both wrote down of it is there", async ({
  newSeat,
}) => {
  const person = aPerson();
  const [laptop, phone] = [await newSeat(), await newSeat(PHONE)];
  await signUp(laptop.page, person);
  await isInstalled(laptop.page);
  await addClient(laptop.page, "Marigold", "Thistle");
  await laptop.page.getByRole("tab", { name: "Goals & measures" }).click();
  await setGoal(laptop.page, { title: "Sleep", unit: "hours", target: "8" });
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await signIn(phone.page, person);
  await isInstalled(phone.page);
  await phone.page.getByRole("row", { name: /Marigold Thistle/ }).click();
  await phone.page.getByRole("tab", { name: "Goals & measures" }).click();
  await expect(goal(phone.page, "Sleep")).toBeVisible();

  await laptop.goOffline();
  await phone.goOffline();
  await writeDown(goal(laptop.page, "Sleep"), { value: "6" });
  await writeDown(goal(phone.page, "Sleep"), { value: "5", isEarlier: true });
  await rename(laptop.page, "Sleep", "Sleep eight hours");
  await rename(phone.page, "Sleep", "Sleep through");
  await laptop.goOnline();
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await phone.goOnline();
  await expect(phone.page.getByText(/^The goal was also changed on/)).toBeVisible();
  await expect(phone.page.getByRole("img")).toHaveAccessibleName(/2 values, from 5 hours/);
  await phone.page.getByRole("button", { name: "Keep this" }).click();
  await expect(phone.page.getByText(/^The goal was also changed on/)).toBeHidden();
  await expect(laptop.page.getByText(/^The goal was also changed on/)).toBeHidden();
});

test("by keys alone a goal is set, measured, read value by value, paused, removed and brought back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Marigold", "Thistle");
  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "New goal" }).press("Enter");
  await expect(page.getByRole("dialog").getByLabel("Goal", { exact: true })).toBeFocused();
  await page.keyboard.type("Weigh what feels right");
  await page.keyboard.press("Tab");
  await page.keyboard.type("kg");
  await page.keyboard.press("Tab");
  await page.keyboard.type("80");
  await page.keyboard.press("Tab");
  await page.keyboard.type("72,5");
  await page.keyboard.press("Enter");
  const item = goal(page, "Weigh what feels right");
  await expect(item).toContainText("Nothing measured yet · target 72.5 kg");
  for (const value of ["79", "76,25"]) {
    await item.getByRole("button", { name: /^Add progress/ }).press("Enter");
    await expect(item.getByLabel("Value in kg")).toBeFocused();
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
    await expect(item.getByRole("form")).toBeHidden();
  }
  await expect(item).toContainText("50 % of the way · 3.75 kg to go");

  const reading = item.getByRole("slider", { name: "Values of Weigh what feels right" });
  await expect(reading).toHaveAttribute("aria-valuetext", /^76.25 kg/);
  await reading.press("ArrowLeft");
  await expect(reading).toHaveAttribute("aria-valuetext", /^79 kg/);

  await choose(page, "Weigh what feels right", "Pause");
  await expect(page.getByRole("heading", { name: "Paused · 1" })).toBeVisible();
  await choose(page, "Weigh what feels right", "Remove");
  await expect(item).toBeHidden();
  await page.getByRole("button", { name: "Show removed · 1" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Paused · 1" })).toBeHidden();
  await page.getByRole("button", { name: "Bring back Weigh what feels right" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Paused · 1" })).toBeVisible(); // as what it was
});

test("on the phone a note of GIRP takes a goal in, and progress is written down beside it", async ({ newSeat }) => {
  const { page } = await newSeat(PHONE);
  await addFirstClient(page, "Marigold", "Thistle");
  await page.getByRole("tab", { name: "Goals & measures" }).tap();
  await setGoal(page, { title: "Walk every day", unit: "walks", target: "5" });
  await page.getByRole("button", { name: "New note" }).tap();
  await page.getByRole("button", { name: /Template/ }).tap();
  await page.getByRole("option", { name: "GIRP" }).tap();
  await page.getByRole("button", { name: "Begin" }).tap();
  const goals = page.getByRole("region", { name: "Goals" });
  await page.getByRole("button", { name: "Client", exact: true }).tap();
  await page.getByRole("dialog").getByRole("button", { name: "Put into the note: Walk every day" }).tap();
  await page.getByRole("button", { name: "Close" }).tap();
  await expect(section(page, "Goal")).toHaveText("Walk every day");
  await expect(goals.getByRole("checkbox", { name: /Walk every day/ })).toBeChecked();
  await expect(goals.getByRole("button", { name: /^Put into the note/ })).toBeHidden();
  await goals.getByRole("button", { name: "Progress on Walk every day" }).tap();
  await goals.getByLabel("Value in walks").fill("4");
  await goals.getByLabel("Remark").fill("In the rain too.");
  expect(await violations(page)).toEqual([]);
  await goals.getByRole("button", { name: "Write down" }).tap();
  await expect(goals).toContainText("4 of 5 walks");
  await expect(goals.getByRole("list", { name: "Progress on Walk every day" })).toContainText("In the rain too.");
  await expect(receipt(page)).toContainText("on the server");

  await page.getByRole("link", { name: "Marigold Thistle" }).tap();
  await page.getByRole("tab", { name: "Goals & measures" }).tap();
  const item = goal(page, "Walk every day");
  await expect(item.getByRole("list", { name: "Progress on Walk every day" })).toContainText(
    "4 walks · In the rain too.",
  );
  await item.getByRole("link", { name: "Note" }).tap();
  await expect(section(page, "Goal")).toHaveText("Walk every day");
});

test("no way out of a new goal or of progress loses a word", async ({ newSeat }) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Marigold", "Thistle");
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await page.getByRole("button", { name: "New goal" }).click();
  const dialog = page.getByRole("dialog", { name: "New goal" });
  await dialog.getByLabel("Details").fill("Wake up rested");
  await page.mouse.click(5, 5);
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep writing" }).click();
  await expect(dialog.getByLabel("Details")).toHaveValue("Wake up rested");
  await dialog.getByPlaceholder("Add a step").fill("No screens");
  await page.goBack();
  await page.goForward();
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  const item = goal(page, "Wake up rested");
  await expect(item.getByRole("checkbox", { name: "No screens" })).toBeVisible();

  await item.getByRole("button", { name: /^Add progress/ }).click();
  await item.getByLabel("Remark").fill("Better on Sundays");
  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await expect(item.getByRole("list", { name: /^Progress on/ })).toContainText("Better on Sundays");

  await item.getByRole("button", { name: "Take away No screens" }).click();
  await expect(item.getByRole("checkbox", { name: "No screens" })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(item.getByRole("checkbox", { name: "No screens" })).toBeVisible();
  await item.getByRole("button", { name: "Reword No screens" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" after ten");
  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await expect(item.getByRole("checkbox", { name: "No screens after ten" })).toBeVisible();
});

test("what is half written in a new goal or in progress does not go with the page without a question", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Marigold", "Thistle");
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await page.getByRole("button", { name: "New goal" }).click();
  const dialog = page.getByRole("dialog", { name: "New goal" });
  await types(page, "Sleep");
  await asksBeforeLoadingAnew(page);
  await expect(dialog.getByLabel("Goal", { exact: true })).toHaveValue("Sleep");
  await dialog.getByRole("button", { name: "Add goal" }).click();

  await goal(page, "Sleep")
    .getByRole("button", { name: /^Add progress/ })
    .click();
  await goal(page, "Sleep").getByLabel("Remark").click();
  await types(page, "Better on Sundays");
  await asksBeforeLoadingAnew(page);
  await expect(goal(page, "Sleep").getByLabel("Remark")).toHaveValue("Better on Sundays");
});

/** Tries to load the page anew, and stays when the browser asks. */
async function asksBeforeLoadingAnew(page: Page): Promise<void> {
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
}

/** One goal on the client's page. */
function goal(page: Page, title: string): Locator {
  return page.getByRole("article", { name: title });
}

type Wish = { title: string; unit?: string; target?: string; steps?: string[] };

async function setGoal(page: Page, { title, unit = "", target = "", steps = [] }: Wish): Promise<void> {
  await page.getByRole("button", { name: "New goal" }).click();
  const dialog = page.getByRole("dialog", { name: "New goal" });
  await dialog.getByLabel("Goal", { exact: true }).fill(title);
  await dialog.getByLabel("Measured in").fill(unit);
  await dialog.getByLabel("Target").fill(target);
  for (const [index, step] of steps.entries()) {
    await dialog.getByPlaceholder("Add a step").fill(step);
    if (index < steps.length - 1) await dialog.getByPlaceholder("Add a step").press("Enter");
  }
  await dialog.getByRole("button", { name: "Add goal" }).click();
  await expect(goal(page, title)).toBeVisible();
}

type Entry = { value: string; remark?: string; isEarlier?: boolean };

async function writeDown(item: Locator, { value, remark = "", isEarlier = false }: Entry): Promise<void> {
  await item.getByRole("button", { name: /^Add progress/ }).click();
  await item.getByRole("textbox", { name: /^Value/ }).fill(value);
  await item.getByLabel("Remark").fill(remark);
  if (isEarlier) await item.getByRole("spinbutton", { name: /year/ }).press("ArrowDown");
  await item.getByRole("button", { name: "Write down" }).click();
  await expect(item.getByRole("form")).toBeHidden();
}

/** Chooses what is to be done with a goal from its menu. */
async function choose(page: Page, title: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `About ${title}` }).press("Enter");
  await page.getByRole("menuitem", { name: what }).press("Enter");
}

async function rename(page: Page, title: string, to: string): Promise<void> {
  await choose(page, title, "Edit");
  await page.getByLabel("Goal", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(goal(page, to)).toBeVisible();
}

import type { Locator, Page } from "@playwright/test";

import { isInstalled, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  AT_THE_DOOR,
  beginFirstNote,
  beginNote,
  goTo,
  passwordField,
  section,
  signIn,
  signUp,
  syncBadge,
  types,
  unlock,
  type Person,
} from "./support/person.ts";

test("offline, a client answers on the phone and sees nothing else; the score is there on the laptop", async ({
  newSeat,
}) => {
  const person = aPerson();
  const phone = await newSeat(PHONE);
  const { page } = phone;
  await signUp(page, person);
  await isInstalled(page);
  await addClient(page, "Sorrel", "Brook");
  await phone.goOffline();
  await openMeasures(page);
  await beginMeasure(page, /^PHQ-9/);
  await page.getByRole("button", { name: "Hand over the device" }).click();

  await expect(question(page, "Little interest or pleasure in doing things")).toBeFocused();
  await expect(page.getByText("1 of 9")).toBeVisible();
  await showsNothingElse(page);
  expect(await violations(page)).toEqual([]);
  for (const button of await page.getByRole("button").all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(56);

  const place = await page.getByRole("button", { name: "Several days" }).boundingBox();
  await page.getByRole("button", { name: "Several days" }).click();
  await expect(question(page, /^Feeling down/)).toBeVisible();
  expect(await page.getByRole("button", { name: "Several days" }).boundingBox()).toEqual(place);
  await page.getByRole("button", { name: "Prefer not to answer" }).click();
  await expect(question(page, /^Trouble falling/)).toBeVisible();
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("button", { name: "Prefer not to answer" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Nearly every day" }).click();
  await expect(question(page, /^Trouble falling/)).toBeVisible();

  // Neither the way back of the browser nor a reload opens the records.
  await page.goBack();
  await showsNothingElse(page);
  await expect(question(page, /^Trouble falling/)).toBeVisible();
  await page.reload();
  await unlock(page, person);
  await expect(question(page, /^Trouble falling/)).toBeVisible();
  await showsNothingElse(page);

  for (const place of ["3 of 9", "4 of 9", "5 of 9", "6 of 9", "7 of 9", "8 of 9", "9 of 9"]) {
    await expect(page.getByText(place)).toBeVisible();
    await page.getByRole("button", { name: "More than half the days" }).click();
  }
  await expect(page.getByText("One more question")).toBeVisible();
  await showsNothingElse(page);
  await page.getByRole("button", { name: "Somewhat difficult" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
  await showsNothingElse(page);
  expect(await violations(page)).toEqual([]);

  // One tap does not lead back, and neither does a wrong password; the right one needs no network.
  await page.getByRole("button", { name: "For the practitioner" }).click();
  await expect(passwordField(page)).toBeFocused();
  await expect(page.getByRole("button", { name: /^Hold|^Keep holding/ })).toHaveCount(0);
  await passwordField(page).fill("back");
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByText("That is not the password")).toBeVisible(AT_THE_DOOR);
  await showsNothingElse(page);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "To the questions" }).click();
  await takesBack(page, person);
  await expect(page.getByRole("row", { name: /^18 · moderately severe band/ })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Goals & measures" })).toHaveAttribute("aria-selected", "true");
  await expect(prompt(page)).toContainText("Item 9 was answered with “More than half the days”");

  await phone.goOnline();
  await expect(syncBadge(page)).toContainText("Synced");
  const laptop = await newSeat();
  await signIn(laptop.page, person);
  await laptop.page.getByRole("row", { name: "Sorrel Brook" }).click();
  await expect(prompt(laptop.page)).toBeVisible();
  await openMeasures(laptop.page);
  await expect(laptop.page.getByRole("row", { name: /^18 · moderately severe band/ })).toBeVisible();
});

test("what is open is gone on with elsewhere, is changed, finished, removed and brought back", async ({ newSeat }) => {
  const person = aPerson();
  const laptop = await newSeat();
  const { page } = laptop;
  await addFirstClient(page, "Sorrel", "Brook", person);
  await openMeasures(page);
  await beginMeasure(page, /^GAD-7/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("None yet")).toBeVisible(); // opening one leaves nothing behind

  await beginMeasure(page, /^GAD-7/);
  await answer(page, 1, "Several days");
  await answer(page, 2, "Several days");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row", { name: /^2 of 7 answered/ })).toBeVisible();
  await page.reload();
  await unlock(page, person);
  await expect(page.getByRole("row", { name: /^2 of 7 answered/ })).toBeVisible();
  await expect(syncBadge(page)).toContainText("Synced");

  const phone = await newSeat(PHONE);
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Sorrel Brook" }).click();
  await openMeasures(phone.page);
  await phone.page.getByRole("row", { name: /^2 of 7 answered/ }).click();
  for (const item of [3, 4, 5, 6]) await answer(phone.page, item, "Nearly every day");
  await answer(phone.page, 7, "No answer");
  expect(await violations(phone.page)).toEqual([]);
  await phone.page.getByRole("button", { name: "Finish" }).click();
  await expect(phone.page.getByRole("row", { name: /^Incomplete, .*Item 7 not answered/ })).toBeVisible();

  await page.getByRole("row", { name: /^Incomplete/ }).click();
  await answer(page, 7, "Not at all");
  await expect(page.getByRole("dialog").getByText("14 · moderate band")).toBeVisible();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("row", { name: /^14 · moderate band/ }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("Removed measures (1)").click();
  await page.getByRole("button", { name: /^Bring back: GAD-7/ }).click();
  await expect(page.getByRole("row", { name: /^14 · moderate band/ })).toBeVisible();
});

test("by keyboard alone: a scale of one's own is made, answered by the client, and shown over time", async ({
  newSeat,
}) => {
  const person = aPerson();
  const { page } = await newSeat();
  await addFirstClient(page, "Sorrel", "Brook", person);
  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: "New measure" }).press("Enter");
  await page.getByRole("menuitem", { name: /^New scale/ }).press("Enter");
  await expect(page.getByLabel("What it asks about")).toBeFocused();
  await types(page, "How rested you are");
  await page.keyboard.press("Tab");
  await types(page, "not at all");
  await page.keyboard.press("Enter");

  for (const [keys, score] of [
    [["7"], "7 of 10"],
    [["ArrowUp", "Enter"], "10 of 10"], // backwards from the first is the last
    [["1"], "1 of 10"],
  ] as const) {
    if (score !== "7 of 10") await beginMeasure(page, /^How rested you are/);
    await page.getByRole("button", { name: "Hand over the device" }).press("Enter");
    await expect(question(page, "How rested you are")).toBeFocused();
    for (const key of keys) await page.keyboard.press(key);
    await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "For the practitioner" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(passwordField(page)).toBeFocused();
    await types(page, person.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "For the practitioner" })).toBeHidden(AT_THE_DOOR);
    await expect(page.getByRole("row", { name: new RegExp(`^${score}`) })).toBeVisible();
  }
  await beginMeasure(page, /^How rested you are/);
  await page.getByRole("button", { name: "Hand over the device" }).press("Enter");
  await expect(question(page, "How rested you are")).toBeFocused();
  await page.keyboard.type("10");
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
  await takesBack(page, person);
  await expect(page.getByRole("row", { name: /^10 of 10/ })).toHaveCount(2);
  await expect(page.getByRole("img", { name: /^How rested you are over time/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("who stays in the room can do without the password: the way back then takes two seconds of holding, or a word", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await page.clock.install();
  await addFirstClient(page, "Sorrel", "Brook");
  await choosesPassword(page, false);
  await page.goBack();
  await openMeasures(page);
  for (const [press, release] of [
    [() => page.mouse.down(), () => page.mouse.up()],
    [() => page.keyboard.down("Enter"), () => page.keyboard.up("Enter")],
  ] as const) {
    await handsOver(page);
    await page.getByRole("button", { name: "For the practitioner" }).click();
    const button = page.getByRole("button", { name: "Hold to go back" });
    await button.hover();
    await button.focus();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
    for (const ms of [1_900, 1_900]) {
      await press();
      await expect(page.getByRole("button", { name: "Keep holding" })).toBeVisible();
      await page.clock.runFor(ms);
      await showsNothingElse(page);
      await release();
    }
    await press();
    await expect(page.getByRole("button", { name: "Keep holding" })).toBeVisible();
    await page.clock.runFor(1_999);
    await showsNothingElse(page);
    await page.clock.runFor(1);
    await expect(button.or(page.getByRole("button", { name: "Keep holding" }))).toBeHidden();
    await release();
    await page.clock.resume();
    await expect(page.getByRole("heading", { name: "Sorrel Brook" })).toBeVisible();
  }
  await handsOver(page);
  await page.getByRole("button", { name: "For the practitioner" }).click();
  await expect(passwordField(page)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Or type “back”").fill("back");
  await expect(page.getByRole("heading", { name: "Sorrel Brook" })).toBeVisible();
});

test("while the password is asked for, nothing else leads back: no reload, no tab closed and opened again, no choice made elsewhere", async ({
  newSeat,
}) => {
  const person = aPerson();
  const seat = await newSeat();
  const { page } = seat;
  await addFirstClient(page, "Sorrel", "Brook", person);
  await openMeasures(page);
  await handsOver(page);
  await page.getByRole("button", { name: "Several days" }).click();
  await page.getByRole("button", { name: "For the practitioner" }).click();

  // The practitioner themselves opens their records in another tab, and chooses otherwise there: for the next time.
  const open = await seat.newTab();
  await open.goto("/settings");
  await unlock(open, person);
  await choosesPassword(open, false);
  await expect(passwordField(page)).toBeVisible();
  await page.reload();
  await expect(question(page, /^Not being able to stop/)).toBeVisible();
  await showsNothingElse(page);
  await page.getByRole("button", { name: "For the practitioner" }).click();
  await expect(passwordField(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Hold to go back" })).toHaveCount(0);
  await choosesPassword(open, true);
  await open.close();

  await page.close();
  const again = await seat.newTab();
  await again.goto("/clients");
  await expect(passwordField(again)).toBeVisible();
  await expect(again.getByText(/Sorrel|Brook/)).toHaveCount(0);
  await unlock(again, person);
  await again.getByRole("row", { name: "Sorrel Brook" }).click();
  await openMeasures(again);
  await expect(again.getByRole("row", { name: /^1 of 7 answered/ })).toBeVisible();
});

test("while a client has the device, a new tab and one that was open ask for the password; afterwards all is as it was", async ({
  newSeat,
}) => {
  const person = aPerson();
  const seat = await newSeat();
  const { page } = seat;
  await addFirstClient(page, "Sorrel", "Brook", person);
  const open = await seat.newTab();
  await open.goto(page.url());
  await beginNote(open);
  await openMeasures(page);
  await beginMeasure(page, /^GAD-7/);
  await section(open, "Subjective").click();
  await types(open, "Slept better");
  await page.getByRole("button", { name: "Hand over the device" }).click();

  await expect(question(page, /^Feeling nervous/)).toBeVisible();
  const fresh = await seat.newTab();
  await fresh.goto("/clients");
  for (const tab of [open, fresh]) {
    await expect(passwordField(tab)).toBeVisible();
    await expect(tab.getByText(/Slept|Sorrel/)).toHaveCount(0);
  }
  await showsNothingElse(page);

  await takesBack(page, person);
  await expect(page.getByRole("heading", { name: "Sorrel Brook" })).toBeVisible();
  await expect(section(open, "Subjective")).toHaveText("Slept better");
  await expect(fresh.getByRole("row", { name: "Sorrel Brook" })).toBeVisible();
});

test("words in another tab that would be lost keep the device from being handed over", async ({ newSeat }) => {
  const seat = await newSeat();
  const { page } = seat;
  await addFirstClient(page, "Sorrel", "Brook");
  const open = await seat.newTab();
  await open.goto("/clients");
  await open.getByRole("button", { name: "New client", exact: true }).click();
  await open.getByLabel("First name").fill("Juniper");
  await openMeasures(page);
  await handsOver(page);
  const refused = page.getByRole("alertdialog", { name: "Not handed over yet" });
  await expect(refused).toContainText("In another tab of Cliently something is written");
  expect(await violations(page)).toEqual([]);
  await refused.getByRole("button", { name: "All right" }).click();
  await expect(open.getByLabel("First name")).toHaveValue("Juniper");

  await open.getByRole("button", { name: "Add client" }).click();
  await expect(open.getByRole("heading", { name: "Juniper" })).toBeVisible();
  await page.getByRole("button", { name: "Hand over the device" }).click();
  await expect(question(page, /^Feeling nervous/)).toBeVisible();
  await expect(passwordField(open)).toBeVisible();
});

test("from the press on nothing of the practice is in sight, also while another tab does not answer; what is typed is kept", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  const person = aPerson();
  await addFirstClient(page, "Sorrel", "Brook", person);
  await openMeasures(page);
  await beginMeasure(page, /^GAD-7/);
  await answer(page, 1, "Several days");
  // A tab that hangs goes on showing what it shows.
  await page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    const { name = "" } = held.find((lock) => lock.name?.startsWith("cliently-shown-")) ?? {};
    void navigator.locks.request(name, { mode: "shared" }, () => new Promise(() => {}));
  });
  await page.getByLabel("Remark").fill("In the waiting room.");
  await page.getByRole("button", { name: "Hand over the device" }).dispatchEvent("click"); // the caret stays in the field
  await expect(page.getByRole("status", { name: "Handing over the device" })).toBeVisible();
  await showsNothingElse(page);

  const refused = page.getByRole("alertdialog", { name: "Not handed over yet" });
  await expect(refused).toContainText("does not answer");
  await refused.getByRole("button", { name: "All right" }).click();
  await expect(page.getByLabel("Remark")).toHaveValue("In the waiting room.");
  await page.reload();
  await unlock(page, person);
  await page.getByRole("row", { name: /^1 of 7 answered/ }).click();
  await expect(page.getByLabel("Remark")).toHaveValue("In the waiting room.");
});

test("item 9 asks on the measure, on the client's page and on the note until it is written down what was done", async ({
  newSeat,
}) => {
  const person = aPerson();
  const { page } = await newSeat();
  await beginFirstNote(page, "Sorrel", "Brook", person);
  const note = page.url();
  await beginMeasure(page, /^PHQ-9/);
  await answer(page, 9, "Several days");
  const dialog = page.getByRole("dialog", { name: "PHQ-9" });
  await expect(dialog.getByText("Item 9 was answered with “Several days”")).toBeVisible();
  await dialog.getByRole("button", { name: "Finish" }).click();
  const asks = page.getByRole("alertdialog", { name: "8 questions are still open" });
  await expect(asks).toContainText("Finished now, it reads “Incomplete”.");
  await asks.getByRole("button", { name: "Go on answering" }).click();
  await expect(dialog.getByText("Item 9 was answered with “Several days”")).toBeVisible();
  await dialog.getByRole("button", { name: "Finish" }).click();
  await asks.getByRole("button", { name: "Finish" }).click();
  await expect(page.getByRole("row", { name: /^PHQ-9 · Incomplete/ })).toContainText("Item 9");
  await expect(prompt(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole("link", { name: "Sorrel Brook" }).click();
  await expect(prompt(page)).toContainText("Talk about it with them and write down what you did.");
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await unlock(page, person);
  await prompt(page).getByLabel("What you did").fill("We talked about it, and made a plan together.");
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(prompt(page)).toContainText("What you did is written down.");
  await page.goto(note);
  await unlock(page, person);
  await expect(page.getByRole("row", { name: /^PHQ-9 · Incomplete/ })).not.toContainText("Item 9");
  await expect(prompt(page)).toBeHidden();
  await page.getByRole("row", { name: /^PHQ-9 · Incomplete/ }).click();
  await expect(dialog.getByLabel("What you did")).toHaveValue("We talked about it, and made a plan together.");
});

async function openMeasures(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Goals & measures" }).click();
}

async function beginMeasure(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: "New measure" }).press("Enter");
  await page.getByRole("menuitem", { name }).press("Enter");
  await expect(page.getByRole("dialog", { name })).toBeVisible(); // the menu may still be on its way out
}

/** Gives the device to a client for a measure. */
async function handsOver(page: Page): Promise<void> {
  await beginMeasure(page, /^GAD-7/);
  await page.getByRole("button", { name: "Hand over the device" }).click();
}

/** Answers an item where all are on one page. */
async function answer(page: Page, item: number, words: string): Promise<void> {
  const group = page.getByRole("dialog").getByRole("radiogroup", { name: new RegExp(`^${item}\\. `) });
  await group.locator("label").filter({ hasText: words }).click();
  await expect(group.getByRole("radio", { name: words })).toBeChecked();
}

function question(page: Page, words: string | RegExp): Locator {
  return page.getByRole("heading", { name: words, level: 1 });
}

/** The words of the practice that a client must not see: who else there is, where one can go, what a score is. */
async function showsNothingElse(page: Page): Promise<void> {
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("link")).toHaveCount(0);
  const words = await page.locator("body").innerText();
  expect(words).not.toMatch(/Sorrel|Brook|Cliently|band|Item 9|Sync/i);
}

/** What item 9 asks for on a page, outside of any dialog. */
function prompt(page: Page): Locator {
  return page
    .getByRole("main")
    .locator("div")
    .filter({ hasText: /^Item 9 was answered with/ })
    .first();
}

/** The practitioner has the device again, and unlocks it. */
async function takesBack(page: Page, { password }: Person): Promise<void> {
  await page.getByRole("button", { name: "For the practitioner" }).click();
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { name: "For the practitioner" })).toBeHidden(AT_THE_DOOR);
}

/** Chooses in the settings whether the password is asked for when the device comes back. */
async function choosesPassword(page: Page, asks: boolean): Promise<void> {
  await goTo(page, "Settings");
  const choice = page.getByRole("switch", { name: /^Ask for my password when a device comes back/ });
  await expect(choice).toBeChecked({ checked: !asks });
  await page.getByText("Ask for my password when a device comes back from a client").click();
  await expect(choice).toBeChecked({ checked: asks });
}

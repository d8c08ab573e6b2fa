import { expect, test } from "./support/journey.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginNote,
  goTo,
  openNote,
  passwordField,
  receipt,
  section,
  signIn,
  signUp,
  syncBadge,
  types,
} from "./support/person.ts";
import { serverForgets } from "./support/sessions.ts";

test("a sign-in that runs out while one writes takes nothing away, and everything arrives once the same person is back", async ({
  server,
  newSeat,
}) => {
  const person = aPerson();
  const laptop = await newSeat();
  const desk = await newSeat();
  await signUp(laptop.page, person);
  await signIn(desk.page, person);
  await addClient(laptop.page, "Odalys", "Birch");
  await beginNote(laptop.page);
  await section(laptop.page, "Subjective").click();
  await types(laptop.page, "Before. ");
  await expect(receipt(laptop.page)).toContainText("on the server");

  laptop.expectsRefusal();
  await serverForgets(server.url, laptop.context);
  await types(laptop.page, "While it was over, I wrote on");
  await expect(laptop.page.getByText("Your sign-in has run out")).toBeVisible();

  // The editor stays open and keeps taking words.
  await expect(section(laptop.page, "Subjective")).toBeFocused();
  await types(laptop.page, " and on.");
  await expect(receipt(laptop.page)).toContainText("waiting to sync");
  await expect(syncBadge(laptop.page)).toContainText("Sign in");

  await laptop.page.getByRole("button", { name: "Sign in again" }).click();
  await passwordField(laptop.page).fill("not my password at all");
  await laptop.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(laptop.page.getByText("That e-mail and password do not belong together.")).toBeVisible();
  await passwordField(laptop.page).fill(person.password);
  await laptop.page.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(laptop.page.getByText("Your sign-in has run out")).toBeHidden();
  await expect(receipt(laptop.page)).toContainText("on the server");
  await expect(section(laptop.page, "Subjective")).toHaveText("Before. While it was over, I wrote on and on.");

  await openNote(desk.page, "Odalys Birch");
  await expect(section(desk.page, "Subjective")).toHaveText("Before. While it was over, I wrote on and on.");
});

test("whoever signs out removes nothing that was written meanwhile in another tab, and leaves no tab open", async ({
  newSeat,
}) => {
  const { page, newTab, goOffline } = await newSeat();
  await addFirstClient(page, "Hazel", "Birch");
  const record = page.url();
  await expect(syncBadge(page)).toContainText("Synced");
  const other = await newTab();
  await other.goto(record);
  const background = other.getByRole("textbox", { name: "Background" });
  await expect(background).toBeVisible();

  await goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("Everything is on the server.")).toBeVisible();
  await goOffline();
  await background.click();
  await types(other, "Moved here in May");
  await page.getByRole("button", { name: "Sign out and remove from this device" }).click();
  await expect(page.getByText("More was written on this device meanwhile")).toBeVisible();
  await expect(page.getByText("1 change has not reached the server.")).toBeVisible();
  await expect(background).toHaveValue("Moved here in May");

  await page.getByRole("button", { name: "Sign out, keep them sealed here" }).click();
  for (const tab of [page, other]) await expect(passwordField(tab)).toBeVisible();
});

test("nobody signs out over words that are nowhere else, in this tab or another", async ({ newSeat }) => {
  const { page, newTab } = await newSeat();
  await addFirstClient(page, "Hazel", "Birch");
  const record = page.url();
  await expect(syncBadge(page)).toContainText("Synced");
  const other = await newTab();
  await other.goto(record);
  const tooLong = `she/her, ${"and on some days they/them ".repeat(3)}`.trim();
  await other.getByLabel("Pronouns").fill(tooLong); // and the caret stays there: nothing was to be kept yet

  await goTo(page, "Settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out and remove from this device" }).click();
  await expect(
    page.getByText("In another tab of Cliently something is written that is nowhere else yet."),
  ).toBeVisible();
  await expect(other.getByText("Not kept: Pronouns of Hazel Birch")).toBeVisible();
  await expect(other.getByText(tooLong)).toBeVisible();

  await page.keyboard.press("Escape");
  await other
    .getByRole("button", { name: "Settings" })
    .or(other.getByRole("link", { name: "Settings" }))
    .first()
    .click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.getByRole("button", { name: "Sign out and remove from this device" }).click();
  await expect(other.getByText("Something written here is nowhere else yet.")).toBeVisible();
  await other.keyboard.press("Escape");
  await expect(other.getByRole("dialog")).toHaveCount(0);
  await other.getByRole("button", { name: "Dismiss" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.getByRole("button", { name: "Sign out and remove from this device" }).click();
  for (const tab of [page, other]) await expect(passwordField(tab)).toBeVisible();
});

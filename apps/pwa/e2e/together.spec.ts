import type { Page } from "@playwright/test";

import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { addClient, aPerson, beginNote, receipt, section, signIn, signUp, syncBadge, types } from "./support/person.ts";

test("two devices write in one note, one of them without a network for a while, and no character is lost", async ({
  newSeat,
}) => {
  const person = aPerson();
  const laptop = await newSeat();
  const phone = await newSeat(PHONE);
  await signUp(laptop.page, person);
  await addClient(laptop.page, "Barnaby", "Reed");
  await beginNote(laptop.page);

  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Barnaby Reed" }).click();
  await phone.page.getByRole("tab", { name: "Notes" }).click();
  await phone.page.getByRole("row").first().click();

  // Each sees the other's typing while it goes on.
  await section(laptop.page, "Subjective").click();
  await types(laptop.page, "Opening sentence.");
  await expect(section(phone.page, "Subjective")).toHaveText("Opening sentence.");

  // One goes offline; both write, in the same paragraph and in different sections.
  await phone.goOffline();
  await section(phone.page, "Subjective").click();
  await phone.page.keyboard.press("End");
  await types(phone.page, " <PHONE abcdefghijklmnopqrstuvwxyz>");
  await section(phone.page, "Plan").click();
  await types(phone.page, "Walk twice a week.");
  await section(laptop.page, "Subjective").click();
  await laptop.page.keyboard.press("Home");
  await types(laptop.page, "<LAPTOP 0123456789> ");
  await section(laptop.page, "Objective").click();
  await types(laptop.page, "Sits upright.");
  await expect(receipt(phone.page)).toContainText("waiting to sync");
  await expect(receipt(laptop.page)).toContainText("on the server");

  await phone.goOnline();
  const merged = "<LAPTOP 0123456789> Opening sentence. <PHONE abcdefghijklmnopqrstuvwxyz>";
  for (const { page } of [laptop, phone]) {
    await expect(section(page, "Subjective")).toHaveText(merged);
    await expect(section(page, "Objective")).toHaveText("Sits upright.");
    await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
  }

  // Both at once, at the same place.
  await section(laptop.page, "Assessment").click();
  await section(phone.page, "Assessment").click();
  await Promise.all([types(laptop.page, "LEFT".repeat(20)), types(phone.page, "right".repeat(20))]);
  const settled = async ({ page }: { page: Page }) => sorted((await section(page, "Assessment").textContent()) ?? "");
  const all = sorted("LEFT".repeat(20) + "right".repeat(20));
  await expect.poll(() => settled(laptop)).toBe(all);
  await expect.poll(() => settled(phone)).toBe(all);
  await expect.poll(() => text(phone.page)).toBe(await text(laptop.page));
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await expect(syncBadge(phone.page)).toContainText("Synced");
});

async function text(page: Page): Promise<string> {
  return (await page.locator(".note-text").allInnerTexts()).join("\n");
}

function sorted(characters: string): string {
  return [...characters].toSorted().join("");
}

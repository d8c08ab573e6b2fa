import type { Page } from "@playwright/test";

import { apart } from "./support/apart.ts";
import { expect, test } from "./support/journey.ts";
import { addClient, beginNote, openNote, receipt, section, signIn, syncBadge, types } from "./support/person.ts";

test("two devices write in one note, one of them without a network for a while, and no character is lost", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await addClient(laptop.page, "Barnaby", "Reed");
  await beginNote(laptop.page);

  await signIn(phone.page, person);
  await openNote(phone.page, "Barnaby Reed");

  // Each sees the other's typing while it goes on.
  await section(laptop.page, "Subjective").click();
  await types(laptop.page, "Opening sentence.");
  await expect(section(phone.page, "Subjective")).toHaveText("Opening sentence.");

  // One goes offline; both write, in the same paragraph and in different sections.
  await apart(phone, laptop, async (seat) => {
    const isPhone = seat === phone;
    await section(seat.page, "Subjective").click();
    await seat.page.keyboard.press(isPhone ? "End" : "Home");
    await types(seat.page, isPhone ? " <PHONE abcdefghijklmnopqrstuvwxyz>" : "<LAPTOP 0123456789> ");
    await section(seat.page, isPhone ? "Plan" : "Objective").click();
    await types(seat.page, isPhone ? "Walk twice a week." : "Sits upright.");
    await expect(receipt(seat.page)).toContainText(isPhone ? "waiting to sync" : "on the server");
  });

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

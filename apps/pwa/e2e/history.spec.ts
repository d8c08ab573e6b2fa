import type { BrowserContext, Locator, Page } from "@playwright/test";

import { aClient, aNote, anotherDevice } from "./support/another-device.ts";
import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { apart } from "./support/apart.ts";
import { expect, test } from "./support/journey.ts";
import { looksRight, sideways } from "./support/looks.ts";
import { openNote, receipt, section, signIn, syncBadge, types } from "./support/person.ts";

const HOUR = 3_600_000;

test("words of two devices that came together are marked on both until one has read them", async ({ twoDevices }) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);
  let stood: number | undefined;
  await apart(phone, laptop, async (seat) => {
    const isPhone = seat === phone;
    await section(seat.page, "Subjective").click();
    await seat.page.keyboard.press("End");
    await types(seat.page, isPhone ? " Dreams again." : " Wakes at five.");
    if (isPhone) {
      await section(seat.page, "Plan").click();
      await types(seat.page, "Walk twice a week.");
    }
    await expect(receipt(seat.page)).toContainText(isPhone ? "waiting to sync" : "on the server");
    if (!isPhone) stood = await topOf(seat.page);
  });

  for (const { page } of [laptop, phone])
    await expect(notice(page)).toContainText(/Merged with changes from another device \(.+\), \d/);
  await expect(marks(laptop.page)).toHaveText([" Dreams again.", "Walk twice a week."]);
  await expect(marks(phone.page)).toHaveText([" Wakes at five."]);
  expect(await topOf(laptop.page)).toBe(stood); // nothing moves while one writes

  // Where they stand, by keys, and one writes on there; nothing that is typed wears their mark.
  await laptop.page.keyboard.press("F8");
  await expect(notice(laptop.page)).toContainText("1 of 2");
  await laptop.page.keyboard.press("F8");
  await expect(notice(laptop.page)).toContainText("2 of 2");
  await expect(section(laptop.page, "Plan")).toBeFocused();
  await laptop.page.keyboard.press("End");
  await types(laptop.page, " And rest.");
  await expect(section(laptop.page, "Plan")).toHaveText("Walk twice a week. And rest.");
  await expect(marks(laptop.page)).toHaveText([" Dreams again.", "Walk twice a week."]);
  await laptop.page.keyboard.press("Shift+F8");
  await expect(notice(laptop.page)).toContainText("1 of 2");
  await expect(section(laptop.page, "Subjective")).toBeFocused();

  // What came on top meanwhile is unread on the phone as well.
  await expect(marks(phone.page)).toHaveText([" Wakes at five.", " And rest."]);
  await notice(phone.page).getByRole("button", { name: "Review" }).tap();
  await expect(notice(phone.page)).toContainText("1 of 2");
  await looksRight(laptop.page, "merged-laptop");
  await looksRight(phone.page, "merged-phone");
  await notice(phone.page).getByRole("button", { name: "I have read it" }).tap();
  for (const { page } of [phone, laptop]) {
    await expect(notice(page)).toBeHidden();
    await expect(marks(page)).toHaveCount(0);
  }

  // Words that are written into a line which is taken away elsewhere go with it, and are found again.
  await section(laptop.page, "Plan").click();
  await laptop.page.keyboard.press("Control+End");
  await laptop.page.keyboard.press("Enter");
  await types(laptop.page, "Call her sister.");
  await expect(section(phone.page, "Plan")).toContainText("Call her sister.");
  await apart(phone, laptop, async (seat) => {
    await section(seat.page, "Plan").locator("p").last().click();
    await seat.page.keyboard.press("End");
    if (seat === phone) await types(seat.page, " On Monday.");
    else {
      await seat.page.keyboard.press("Shift+Home");
      await seat.page.keyboard.press("Backspace"); // its words, then the line
      await seat.page.keyboard.press("Backspace");
      await expect(section(seat.page, "Plan").locator("p")).toHaveCount(1);
    }
    await expect(receipt(seat.page)).toContainText(seat === phone ? "waiting to sync" : "on the server");
  });
  for (const { page } of [laptop, phone]) await expect(notice(page)).toContainText("is in the earlier versions");
  await expect(section(phone.page, "Plan")).toHaveText("Walk twice a week. And rest.");
  await laptop.page.getByRole("button", { name: "Earlier versions" }).click();
  const dialog = laptop.page.getByRole("dialog", { name: "Earlier versions" });
  await dialog.getByRole("row", { name: "before words were merged" }).first().click();
  await expect(dialog.getByRole("region", { name: "Plan" })).toContainText("Call her sister. On Monday.");
});

test("what a note said an hour ago is compared with what it says now, brought back, and left again", async ({
  twoDevices: { laptop },
  server,
}) => {
  await anHourOldNote(server.url, laptop.context);
  const { page } = laptop;
  await openOldNote(page);
  await section(page, "Subjective").click();
  await page.keyboard.press("End");
  await types(page, " Dreams again.");
  await section(page, "Plan").click();
  await types(page, "Walk twice a week.");
  await expect(receipt(page)).toContainText("on the server");

  // All of it by keys.
  await page.getByRole("button", { name: "Earlier versions" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Earlier versions" });
  await expect(dialog.getByRole("row")).toHaveCount(1);
  await expect(dialog.getByRole("row")).toContainText("kept while writing");
  await dialog.getByRole("row").press("Enter");
  await expect(dialog.getByRole("region", { name: "Subjective" }).getByRole("insertion")).toContainText("Dreams again");
  await expect(dialog.getByRole("region", { name: "Plan" }).getByRole("insertion")).toContainText("Walk twice a week.");
  await looksRight(page, "compared-in-line");
  await dialog.getByRole("radio", { name: "Side by side" }).press("Space");
  await expect(dialog.getByRole("region", { name: "Plan" })).toContainText("Nothing");
  await looksRight(page, "compared-side-by-side");
  await dialog.getByRole("button", { name: "Restore this version" }).press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).press("Enter");

  await expect(dialog).toBeHidden();
  await expect(section(page, "Subjective")).toHaveText("Slept better this week.");
  await expect(section(page, "Plan")).toHaveText("");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(section(page, "Subjective")).toHaveText("Slept better this week. Dreams again.");
  await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
  await expect(syncBadge(page)).toContainText("Synced");

  // What stood before each of the two is among the earlier versions.
  await page.getByRole("button", { name: "Earlier versions" }).click();
  await expect(dialog.getByRole("row")).toHaveCount(3);
  await expect(dialog.getByRole("row").first()).toContainText("kept before an earlier version was brought back");
});

test("without a network the earlier versions say where they are, and come by themselves with the connection", async ({
  twoDevices: { laptop },
  server,
}) => {
  await anHourOldNote(server.url, laptop.context);
  const { page } = laptop;
  await openOldNote(page);
  await section(page, "Plan").click();
  await types(page, "Walk.");
  await expect(receipt(page)).toContainText("on the server");
  await laptop.goOffline();
  await expect(syncBadge(page)).toContainText("Offline");
  await page.getByRole("button", { name: "Earlier versions" }).click();
  const dialog = page.getByRole("dialog", { name: "Earlier versions" });
  await expect(dialog).toContainText("Earlier versions are kept on the server");
  await laptop.goOnline();
  await expect(dialog.getByRole("row")).toHaveCount(1);
  await expect(dialog).not.toContainText("kept on the server");
});

test("on a phone the versions and the comparison take turns", async ({
  twoDevices: { person, laptop, phone },
  server,
}) => {
  await anHourOldNote(server.url, laptop.context);
  await signIn(phone.page, person);
  const { page } = phone;
  await openOldNote(page);
  await section(page, "Plan").tap();
  await types(page, "Walk.");
  await expect(receipt(page)).toContainText("on the server");
  await page.getByRole("button", { name: "Earlier versions" }).tap();
  const dialog = page.getByRole("dialog", { name: "Earlier versions" });
  await dialog.getByRole("row").tap();
  await expect(dialog.getByRole("row")).toBeHidden();
  await expect(dialog.getByRole("region", { name: "Plan" }).getByRole("insertion")).toContainText("Walk.");
  await looksRight(page, "compared-phone");
  expect(await sideways(page)).toBe(0);
  await dialog.getByRole("button", { name: "All versions" }).tap();
  await looksRight(page, "versions-phone");
  await expect(dialog.getByRole("row")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

/** A note about Marigold that was written an hour ago on a device which is not here. */
async function anHourOldNote(url: string, context: BrowserContext): Promise<void> {
  const send = await anotherDevice(url, context);
  const madeAt = Date.now() - HOUR;
  const client = aClient({ givenName: "Marigold", familyName: "Thistle" });
  await send([
    { ...client, madeAt },
    { ...aNote(client.args.id, { subjective: "Slept better this week." }, { startedAt: madeAt }), madeAt },
  ]);
}

async function openOldNote(page: Page): Promise<void> {
  await openNote(page, "Marigold Thistle");
  await expect(section(page, "Subjective")).toHaveText("Slept better this week.");
}

function notice(page: Page): Locator {
  return page.getByRole("region", { name: "Merged words" });
}

async function topOf(page: Page): Promise<number | undefined> {
  return (await section(page, "Plan").boundingBox())?.y;
}

function marks(page: Page): Locator {
  return page.locator(".note-text mark");
}

import type { Page } from "@playwright/test";

import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { apart } from "./support/apart.ts";
import { isInstalled } from "./support/browser.ts";
import { expect } from "./support/journey.ts";
import { pictures, violations } from "./support/looks.ts";
import { beginFirstNote, writing } from "./support/person.ts";
import { test } from "./support/provider.ts";

const WORDS = Array.from({ length: 160 }, (_, place) => `word${place}${place % 20 === 19 ? ".\n" : " "}`);

test("a summary streams to both devices, survives a cut line without a gap or a repeat, and equals what was sent", async ({
  twoDevices,
  standIn,
}) => {
  standIn.script = { does: "write", words: WORDS, msPerWord: 25 };
  await aNoteOnTwo(twoDevices);
  const { laptop, phone } = twoDevices;
  await isInstalled(phone.page); // or it would be when everything is written
  await ask(laptop.page);

  await expect(writing(laptop.page)).toContainText("word3 ");
  await expect(writing(phone.page)).toContainText("word3 ");
  await phone.goOffline();
  await expect(writing(laptop.page)).toContainText("word60 ");
  await phone.goOnline();
  await expect(writing(phone.page)).toContainText("word80 ");

  for (const { page } of [laptop, phone]) {
    await expect(page.getByText("Summary ready")).toBeVisible({ timeout: 15_000 });
    await expect(text(page)).toHaveValue(WORDS.join(""));
  }
  expect(standIn.requests.at(-1)?.body["store"]).toBe(false);

  // It is the practitioner's to change and to keep, and the other device has it so.
  await text(laptop.page).fill("Sleeps better.");
  await laptop.page.getByRole("button", { name: "Approve" }).click();
  await expect(phone.page.getByText("Approved")).toBeVisible();
  await expect(text(phone.page)).toHaveValue("Sleeps better.");
});

test("stop on one device keeps what came on both", async ({ twoDevices, standIn }) => {
  standIn.script = { does: "write", words: WORDS, msPerWord: 25 };
  await aNoteOnTwo(twoDevices);
  const { laptop, phone } = twoDevices;
  await ask(laptop.page);
  await expect(writing(phone.page)).toContainText("word5 ");
  await phone.page.getByRole("button", { name: "Stop" }).click();
  for (const { page } of [laptop, phone]) await expect(page.getByText("Stopped; this is what came")).toBeVisible();
  const kept = await text(laptop.page).inputValue();
  expect(WORDS.join("").startsWith(kept)).toBe(true);
  expect(kept).toContain("word5 ");
  await expect(text(phone.page)).toHaveValue(kept);
});

test("a summary that two devices put right without hearing of each other keeps both texts until the person has chosen", async ({
  twoDevices,
  standIn,
}) => {
  standIn.script = { does: "write", words: ["Sleeps badly."] };
  await aNoteOnTwo(twoDevices);
  const { laptop, phone } = twoDevices;
  await ask(laptop.page);
  for (const { page } of [laptop, phone]) await expect(page.getByText("Summary ready")).toBeVisible();

  await apart(phone, laptop, async (seat) => {
    await text(seat.page).fill(seat === phone ? "Sleeps well since Tuesday." : "Sleeps better.");
    await text(seat.page).blur();
  });
  for (const { page } of [laptop, phone]) {
    await expect(page.getByText(/^The text was also changed on/)).toBeVisible();
    await page.getByRole("article", { name: "Summary", exact: true }).scrollIntoViewIfNeeded();
    await pictures(page, `summary-conflict-${page === phone.page ? "390" : "1280"}`);
    expect(await violations(page)).toEqual([]);
  }
  const kept = await text(phone.page).inputValue();
  await phone.page.getByRole("button", { name: "Keep the other" }).click();
  const other = kept === "Sleeps better." ? "Sleeps well since Tuesday." : "Sleeps better.";
  for (const { page } of [laptop, phone]) {
    await expect(text(page)).toHaveValue(other);
    await expect(page.getByText(/^The text was also changed on/)).toBeHidden();
  }
});

test("offline, the request waits, can be taken back, and goes by itself when the network is back", async ({
  twoDevices,
  standIn,
}) => {
  standIn.script = { does: "write", words: ["Late but whole."] };
  await aNoteOnTwo(twoDevices);
  const { laptop } = twoDevices;
  const before = standIn.requests.length;
  await laptop.goOffline();
  await expect(laptop.page.getByRole("button", { name: /^Sync: Offline/ })).toBeVisible();

  await ask(laptop.page, "Ask when online");
  await expect(laptop.page.getByText("Waits until you are online")).toBeVisible();
  await laptop.page.getByRole("button", { name: "Take back" }).click();
  await expect(laptop.page.getByText("Waits until you are online")).toBeHidden();
  await ask(laptop.page, "Ask when online");

  await laptop.goOnline();
  await expect(laptop.page.getByText("Summary ready")).toBeVisible({ timeout: 15_000 });
  await expect(text(laptop.page)).toHaveValue("Late but whole.");
  expect(standIn.requests.length - before).toBe(1);
});

test("without consent there is no button, and it says why", async ({ newSeat }) => {
  const laptop = await newSeat();
  await beginFirstNote(laptop.page, "Juniper", "Vale");
  await expect(laptop.page.getByRole("button", { name: "Generate summary" })).toBeDisabled();
  await expect(laptop.page.getByText("There is no consent to AI on record for this client.")).toBeVisible();
});

test("a server that is killed leaves what came, marked as interrupted", async ({ twoDevices, server, standIn }) => {
  standIn.script = { does: "hang", words: ["As far ", "as it got."] };
  await aNoteOnTwo(twoDevices);
  const { laptop, phone } = twoDevices;
  for (const seat of [laptop, phone]) seat.goesWithoutServer();
  await ask(laptop.page);
  await expect(writing(laptop.page)).toContainText("As far as it got.");
  // The words are stored now and then, half a second apart; a kill may cost what came since.
  await laptop.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  await server.restart();
  for (const { page } of [laptop, phone]) {
    await expect(page.getByText("Interrupted; this is what came")).toBeVisible({ timeout: 60_000 });
    await expect(text(page)).toHaveValue("As far as it got.");
  }
});

async function ask(page: Page, button = "Generate"): Promise<void> {
  await page.getByRole("button", { name: "Generate summary" }).click();
  await expect(page.getByText("Slept better this week.").last()).toBeVisible();
  await page.getByRole("button", { name: button, exact: true }).click();
}

function text(page: Page) {
  return page.getByLabel("Text of the summary");
}

import type { Page } from "@playwright/test";

import { aClient, anotherDevice } from "./support/another-device.ts";
import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { apart } from "./support/apart.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { pictures, sideways, violations } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginNote,
  goTo,
  receipt,
  section,
  signIn,
  syncBadge,
  tag,
  types,
  write,
} from "./support/person.ts";

test("two devices change one field without hearing of each other: both versions are shown on both, and the person keeps one", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await addClient(laptop.page, "Barnaby", "Reed");
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(phone.page.getByRole("textbox", { name: "Phone" })).toBeVisible();

  await apart(phone, laptop, (seat) =>
    write(seat.page, "Phone", seat === phone ? "0111 from the phone" : "0222 from the laptop"),
  );

  for (const { page } of [laptop, phone]) {
    await expect(syncBadge(page)).toContainText("Needs you");
    await expect(page.getByRole("main").getByText(/^Phone was also changed on/)).toBeVisible();
    // What the other device is called comes with the next look at the server.
    await syncBadge(page).click();
    await page.getByRole("button", { name: "Sync now" }).click();
    await page.keyboard.press("Escape");
    await expect(
      page.getByRole("main").getByText(/^Phone was also changed on (this device|another device \(.+\))$/),
    ).toBeVisible();
    await expect(page.getByRole("main").getByText("0111 from the phone", { exact: true })).toBeVisible();
    await expect(page.getByRole("main").getByText("0222 from the laptop", { exact: true })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  }
  await pictures(laptop.page, "client-conflict-1280");

  // From the list, from anywhere, by keyboard alone.
  await goTo(phone.page, "Notes");
  await syncBadge(phone.page).press("Enter");
  await expect(phone.page.getByRole("link", { name: "Barnaby Reed" })).toBeVisible();
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "needs-you-conflict-390");
  const kept = await laptop.page.getByRole("textbox", { name: "Phone" }).inputValue();
  const other = kept.startsWith("0111") ? "0222 from the laptop" : "0111 from the phone";
  await phone.page.getByRole("button", { name: "Keep the other" }).press("Enter");
  await expect(phone.page.getByRole("list", { name: "Needs you" })).toBeHidden();
  // Whoever goes by keys is still where they were.
  await expect(phone.page.getByRole("dialog", { name: "Sync" })).toBeFocused();

  await expect(laptop.page.getByRole("textbox", { name: "Phone" })).toHaveValue(other);
  for (const { page } of [laptop, phone]) await expect(syncBadge(page)).toContainText("Synced");
  await expect(laptop.page.getByText(/Phone was also changed on/)).toBeHidden();
});

test("a note that one device deletes while another writes on stays with every word, and both are told", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);

  await apart(phone, laptop, async (seat) => {
    if (seat === laptop) {
      await remove(laptop.page, "note");
      return expect(laptop.page.getByText("This note is in the bin")).toBeVisible();
    }
    await section(phone.page, "Plan").click();
    await types(phone.page, "Walk twice a week.");
    await expect(receipt(phone.page)).toContainText("waiting to sync");
  });

  for (const { page } of [laptop, phone]) {
    await expect(page.getByText(/This note was deleted on .*, but changed meanwhile/)).toBeVisible();
    await expect(section(page, "Subjective")).toHaveText("Slept better this week.");
    await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
  }
  await laptop.page.getByRole("button", { name: "Keep", exact: true }).press("Enter");
  for (const { page } of [laptop, phone]) await expect(page.getByText(/but changed meanwhile/)).toBeHidden();
  await expect(laptop.page.getByRole("main")).toBeFocused();
});

test("a change that the server could not take is kept with its words: tried again, copied, discarded", async ({
  twoDevices: { person, laptop, phone },
  server,
}) => {
  const send = await anotherDevice(server.url, laptop.context);
  const tags = Array.from({ length: 48 }, (_, place) => `tag ${place + 1}`);
  await send([aClient({ givenName: "Barnaby" }, { tags })]);
  await laptop.page.getByRole("row", { name: /Barnaby/ }).click();
  await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: /Barnaby/ }).click();
  await expect(phone.page.getByRole("row", { name: "tag 48" })).toBeVisible();

  await apart(phone, laptop, async (seat) => {
    for (const text of seat === phone ? ["wants mornings", "allergic to nuts"] : ["forty-nine", "fifty"])
      await tag(seat.page, text);
  });
  await expect(syncBadge(phone.page)).toContainText("Needs you · 2");
  await phone.page.getByRole("button", { name: "Delete client" }).scrollIntoViewIfNeeded();
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "client-tags-390");

  await syncBadge(phone.page).click();
  const panel = phone.page.getByRole("dialog", { name: "Sync" });
  await expect(panel.getByText("wants mornings")).toBeVisible();
  await expect(panel.getByText(/as many tags as there can be/).first()).toBeVisible();
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "needs-you-refused-390");
  await panel.getByRole("button", { name: "Copy" }).last().click();
  await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await phone.page.evaluate(() => navigator.clipboard.readText())).toBe("allergic to nuts");

  // While nothing has changed, it is still not possible; and nothing is lost by trying.
  await panel.getByRole("button", { name: "Try again" }).first().click();
  await expect(panel.getByText(/^Still not possible/)).toBeVisible();
  await laptop.page.getByRole("row", { name: "tag 7", exact: true }).getByRole("button").click();
  await phone.page.keyboard.press("Escape");
  await expect(phone.page.getByRole("row", { name: "tag 7", exact: true })).toBeHidden();
  await syncBadge(phone.page).click();
  await panel.getByRole("button", { name: "Try again" }).first().click();
  await expect(panel.getByRole("button", { name: "Try again" })).toHaveCount(1);
  await expect(laptop.page.getByRole("row", { name: "wants mornings" })).toBeVisible();

  // Discarding asks first.
  await panel.getByRole("button", { name: "Discard" }).click();
  await phone.page.getByRole("button", { name: "Keep it" }).click();
  await expect(panel.getByText("allergic to nuts")).toBeVisible();
  await panel.getByRole("button", { name: "Discard" }).click();
  await phone.page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect(panel.getByText("allergic to nuts")).toBeHidden();
  await expect(panel).toBeFocused();
  await phone.page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(syncBadge(phone.page)).toContainText("Synced");
});

test("a deleted client goes with their notes, and comes back from the bin on another device with every word", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await addClient(laptop.page, "Barnaby", "Reed");
  await beginNote(laptop.page);
  await section(laptop.page, "Plan").click();
  await types(laptop.page, "Walk twice a week.");
  await expect(receipt(laptop.page)).toContainText("on the server");
  await signIn(phone.page, person);
  await expect(phone.page.getByRole("row", { name: "Barnaby Reed" })).toBeVisible();

  await goTo(laptop.page, "Clients");
  await laptop.page.getByRole("row", { name: "Barnaby Reed" }).click();
  await remove(laptop.page, "client");
  await expect(laptop.page.getByText("This client is in the bin")).toBeVisible();
  await pictures(laptop.page, "in-bin-1280");
  await goTo(laptop.page, "Notes");
  await expect(laptop.page.getByText("No notes yet")).toBeVisible();
  await expect(phone.page.getByRole("row", { name: "Barnaby Reed" })).toBeHidden();

  await goTo(phone.page, "Settings");
  await phone.page.getByRole("link", { name: "Deleted clients and notes" }).click();
  await expect(phone.page.getByText("30 days left")).toBeVisible();
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "bin-390");
  await phone.page.getByRole("button", { name: "Restore Barnaby Reed" }).press("Enter");
  await expect(phone.page.getByText("Nothing in the bin")).toBeVisible();

  await expect(laptop.page.getByRole("row", { name: /Barnaby Reed/ })).toContainText("Walk twice a week.");
});

test("long names, tags and texts stay within a small phone, wherever something has to be decided", async ({
  newSeat,
}) => {
  const person = aPerson();
  const given = "Maximiliana-".repeat(6) + "Adelheid";
  const laptop = await newSeat();
  const phone = await newSeat({ ...PHONE, viewport: { width: 320, height: 640 } });
  await addFirstClient(laptop.page, given, "W".repeat(80), person);
  for (let number = 10; number < 22; number++)
    await tag(laptop.page, `${number} ${"wants-mornings-and-evenings-please-".slice(0, 36)}`);
  await write(laptop.page, "Phone", "0000");
  await beginNote(laptop.page);
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await signIn(phone.page, person);
  expect(await sideways(phone.page)).toBe(0);
  await goTo(phone.page, "Notes");
  await phone.page.getByRole("row").first().click();
  await expect(section(phone.page, "Plan")).toBeVisible();
  expect(await sideways(phone.page)).toBe(0);

  await apart(phone, laptop, async (seat) => {
    const isPhone = seat === phone;
    await template(seat.page, isPhone ? "GROW" : "Coaching");
    await seat.page.evaluate(() => scrollTo({ top: 0 })); // where the link is, and not under the header
    await seat.page.getByRole("link", { name: given }).first().click();
    await write(seat.page, "Phone", (isPhone ? "1" : "2").repeat(60));
    const story = isPhone ? "A long story of the phone. ".repeat(30) : `https://example.invalid/${"laptop".repeat(40)}`;
    await write(seat.page, "Background", story);
  });

  await expect(syncBadge(phone.page)).toContainText("Needs you · 2");
  await expect(phone.page.getByRole("main").getByText(/^Background.* was also changed on/)).toBeVisible();
  expect(await sideways(phone.page)).toBe(0);
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "long-client-conflict-320");
  await syncBadge(phone.page).click();
  const panel = phone.page.getByRole("dialog", { name: "Sync" });
  await expect(panel.getByRole("button", { name: "Keep the other" })).toHaveCount(3);
  expect(await sideways(phone.page)).toBe(0);
  expect(await violations(phone.page)).toEqual([]);
  await pictures(phone.page, "long-needs-you-320");
  await panel.getByRole("link", { name: /^Note about/ }).click();
  await expect(phone.page.getByText(/^The template was also changed on/)).toBeVisible();
  expect(await sideways(phone.page)).toBe(0);
  await pictures(phone.page, "note-conflict-320");
  await expect(laptop.page.getByText(/^Background.* was also changed on/)).toBeVisible();
  await pictures(laptop.page, "long-client-conflict-1280");

  for (let left = 3; left > 0; left--) {
    await syncBadge(phone.page).click();
    await panel.getByRole("button", { name: "Keep this" }).first().press("Enter");
    await expect(panel.getByRole("button", { name: "Keep this" })).toHaveCount(left - 1);
    await phone.page.keyboard.press("Escape");
  }
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await goTo(laptop.page, "Clients");
  await laptop.page.getByRole("row").first().click();
  await remove(laptop.page, "client");
  await goTo(phone.page, "Settings");
  await phone.page.getByRole("link", { name: "Deleted clients and notes" }).click();
  await expect(phone.page.getByText("30 days left")).toBeVisible();
  expect(await sideways(phone.page)).toBe(0);
  await pictures(phone.page, "long-bin-320");
});

async function template(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /Template/ }).click();
  await page.getByRole("option", { name, exact: true }).click();
}

async function remove(page: Page, noun: "client" | "note"): Promise<void> {
  await page.getByRole("button", { name: `Delete ${noun}` }).click();
  await page.getByRole("button", { name: "Put into the bin" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
}

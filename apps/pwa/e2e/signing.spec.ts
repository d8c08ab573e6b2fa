import { readFileSync } from "node:fs";

import type { Download, Locator, Page } from "@playwright/test";

import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import {
  aPerson,
  beginFirstNote,
  openNote,
  receipt,
  section,
  sign,
  signatureOf,
  signIn,
  syncBadge,
  tabsTo,
  types,
  unlock,
} from "./support/person.ts";

const BARNABY = { givenName: "Barnaby", familyName: "Reed" };

for (const [seatName, look] of [
  ["a laptop", undefined],
  ["a phone", PHONE],
] as const) {
  test(`on ${seatName}, without a network: signed, taken back, signed again and added to; the other device has all of it`, async ({
    newSeat,
  }) => {
    const person = aPerson();
    const here = await newSeat(look);
    const { page } = here;
    await beginFirstNote(page, "Barnaby", "Reed", person);
    await section(page, "Subjective").click();
    await types(page, "Slept better.");
    await here.goOffline();

    await sign(page, "Barnaby Reed", "Ada Willow, MFT");
    await expect(signatureOf(page)).toContainText("by Ada Willow, MFT");
    await expect(section(page, "Subjective")).toHaveCount(0);
    await expect(note(page)).toContainText("Slept better.");
    await expect(note(page)).toContainText("For another 10 minutes");
    await expect(receipt(page)).toContainText("waiting to sync");

    await page.getByRole("button", { name: "Take the signature back" }).click();
    await expect(section(page, "Subjective")).toHaveText("Slept better.");
    await section(page, "Plan").click();
    await types(page, "Walk.");
    await sign(page, "Barnaby Reed"); // the name is known from the last time
    await expect(signatureOf(page)).toContainText("by Ada Willow, MFT");
    await expect(note(page)).toContainText("Walk.");

    await page.getByRole("button", { name: "Add an addendum" }).click();
    await expect(draft(page)).toBeFocused();
    await types(page, "And rest on Sunday.");
    await page.getByRole("button", { name: "Sign the addendum" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Sign", exact: true }).click();
    await expect(page.getByRole("heading", { name: /^Addendum, signed/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Take the signature back" })).toHaveCount(0);

    await expect(receipt(page)).toContainText("waiting to sync");
    await here.goOnline();
    await expect(syncBadge(page)).toContainText("Synced");
    await expect(receipt(page)).toContainText("on the server");
    const there = await newSeat();
    await signIn(there.page, person);
    await openNote(there.page, "Barnaby Reed");
    await expect(signatureOf(there.page)).toContainText("by Ada Willow, MFT");
    for (const words of ["Slept better.", "Walk.", "And rest on Sunday."])
      await expect(note(there.page)).toContainText(words);
    await there.page.getByRole("button", { name: "Verify" }).click();
    await expect(note(there.page)).toContainText("Verified: every word is as it was signed, and so is the addendum.");
  });
}

test("after an unlock the name under a signature is asked for, and is never an address", async ({ newSeat }) => {
  const person = aPerson();
  const { page } = await newSeat();
  await beginFirstNote(page, "Barnaby", "Reed", person);
  await section(page, "Plan").click();
  await types(page, "Walk.");
  await expect(receipt(page)).toContainText("on the server");
  await page.reload();
  await unlock(page, person);
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign this note?" });
  await expect(dialog.getByLabel("Signed by")).toBeFocused();
  await expect(dialog.getByLabel("Signed by")).toHaveValue("");
  await expect(dialog.getByRole("button", { name: "Sign", exact: true })).toBeDisabled();
  await types(page, "Ada Willow");
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(signatureOf(page)).toContainText("by Ada Willow");
});

test("what is written elsewhere without knowing of a signature is offered, and becomes an addendum or is left out", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await phone.goOffline();
  await section(phone.page, "Plan").click();
  await types(phone.page, "Call on Monday.");
  await expect(receipt(phone.page)).toContainText("waiting to sync");
  await sign(laptop.page, "Barnaby Reed");
  await expect(syncBadge(laptop.page)).toContainText("Synced");

  await phone.goOnline();
  for (const { page } of [laptop, phone]) {
    await expect(note(page)).toContainText("Words came after you signed");
    await expect(note(page)).toContainText("Call on Monday.");
  }
  await syncBadge(laptop.page).click();
  await expect(laptop.page.getByRole("list", { name: "Needs you" })).toContainText("Words came after this note was");
  await laptop.page.keyboard.press("Escape");

  await laptop.page.getByRole("button", { name: "Make it an addendum" }).click();
  await expect(draft(laptop.page)).toHaveValue("Call on Monday.");
  await expect(draft(phone.page), "the draft is on the other device").toHaveValue("Call on Monday.");
  for (const { page } of [laptop, phone]) await expect(note(page)).not.toContainText("Words came after");

  await laptop.page.getByRole("button", { name: "Discard" }).click();
  await expect(draft(laptop.page)).toHaveCount(0);
  await laptop.page.getByRole("button", { name: "Undo" }).click();
  await expect(draft(laptop.page)).toHaveValue("Call on Monday.");
});

test("whoever writes in a note while it is signed elsewhere goes on writing, is told, and loses no letter of it", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await section(phone.page, "Plan").click();
  await sign(laptop.page, "Barnaby Reed");
  // Each of these letters would do something, were it heard by the page.
  const told = phone.page.getByRole("region", { name: "Signed" });
  let words = "";
  while (!(await told.isVisible())) {
    await types(phone.page, "nec");
    words += "nec";
  }
  await types(phone.page, " and on to the end.");
  words += " and on to the end.";
  await expect(section(phone.page, "Plan")).toBeFocused();
  await expect(section(phone.page, "Plan")).toHaveText(words);
  await told.getByRole("button", { name: "Show" }).click();
  await expect(signatureOf(phone.page)).toBeVisible();
  for (const { page } of [laptop, phone]) {
    await expect(note(page)).toContainText("Words came after you signed");
    await expect(note(page)).toContainText(words);
  }
});

test("a safety line written elsewhere without knowing of a signature is asked about on both, and becomes an addendum", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await phone.goOffline();
  await phone.page.getByRole("textbox", { name: "Safety and risk" }).click();
  await types(phone.page, "Asked on the phone: no risk.");
  await section(phone.page, "Plan").click();
  await expect(syncBadge(phone.page)).toContainText("waiting");
  await sign(laptop.page, "Barnaby Reed");
  await expect(syncBadge(laptop.page)).toContainText("Synced");

  await phone.goOnline();
  for (const { page } of [laptop, phone]) {
    await expect(note(page)).toContainText("Safety and risk: a change came after this note was signed");
    await expect(note(page)).toContainText("Asked on the phone: no risk.");
  }
  await laptop.page.getByRole("button", { name: "Make it an addendum" }).click();
  for (const { page } of [laptop, phone]) {
    await expect(draft(page)).toHaveValue("Safety and risk: Asked on the phone: no risk.");
    await expect(note(page)).not.toContainText("a change came after");
    await expect(syncBadge(page)).toContainText("Synced");
  }
});

test("late words that are left out stand nowhere in the note, can be read under it, and ask no more", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await phone.goOffline();
  await section(phone.page, "Plan").click();
  await types(phone.page, "A slip.");
  await expect(receipt(phone.page)).toContainText("waiting to sync");
  await sign(laptop.page, "Barnaby Reed");
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await phone.goOnline();
  await laptop.page.getByRole("button", { name: "Leave it out" }).click();
  await laptop.page.getByRole("button", { name: "Leave them out" }).click();
  for (const { page } of [laptop, phone]) await expect(syncBadge(page)).toContainText("Synced");
  for (const { page } of [laptop, phone]) {
    await expect(signatureOf(page)).toBeVisible();
    await expect(note(page)).not.toContainText("A slip.");
    await syncBadge(page).click();
    await expect(page.getByRole("dialog", { name: "Sync" })).toContainText(
      "Everything on this device is on the server",
    );
    await expect(page.getByRole("list", { name: "Needs you" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.getByText("Left out after the signature").click();
    await expect(note(page)).toContainText("A slip.");
  }
});

test("a signature over words that its signer had not seen is not taken: read again, and sign", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await laptop.goOffline();
  await section(laptop.page, "Objective").click();
  await types(laptop.page, "Sits upright.");
  await sign(laptop.page, "Barnaby Reed");
  await expect(signatureOf(laptop.page)).toBeVisible();
  // Only now: a stream that is open outlives what Chromium calls offline.
  await section(phone.page, "Plan").click();
  await types(phone.page, "Unseen words.");
  await expect(receipt(phone.page)).toContainText("on the server");

  await laptop.goOnline();
  await expect(section(laptop.page, "Plan")).toHaveText("Unseen words.");
  await expect(section(laptop.page, "Objective")).toHaveText("Sits upright.");
  await expect(note(laptop.page)).toContainText("Your signature was not taken");
  await expect(note(laptop.page)).toContainText("Please read again and sign");
  await sign(laptop.page, "Barnaby Reed");
  for (const { page } of [laptop, phone]) {
    await expect(signatureOf(page)).toBeVisible();
    for (const words of ["Unseen words.", "Sits upright."]) await expect(note(page)).toContainText(words);
    await expect(note(page)).not.toContainText("was not taken");
  }
});

test("an addendum is not signed over words of another device that came while the signer was asked", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await sign(laptop.page, "Barnaby Reed");
  await laptop.page.getByRole("button", { name: "Add an addendum" }).click();
  await types(laptop.page, "And rest.");
  await expect(draft(phone.page)).toHaveValue("And rest.");
  await laptop.page.getByRole("button", { name: "Sign the addendum" }).click();
  const asks = laptop.page.getByRole("alertdialog", { name: "Sign this addendum?" });
  await expect(asks).toBeVisible();
  await draft(phone.page).fill("And rest. Unseen words.");
  await draft(phone.page).blur();
  await expect(laptop.page.locator("[name=addendum]")).toHaveValue("And rest. Unseen words."); // behind the question
  await asks.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(note(laptop.page)).toContainText("Something was changed meanwhile. Please read again and sign.");
  await expect(draft(laptop.page)).toHaveValue("And rest. Unseen words.");

  await laptop.page.getByRole("button", { name: "Sign the addendum" }).click();
  await asks.getByRole("button", { name: "Sign", exact: true }).click();
  for (const { page } of [laptop, phone]) {
    await expect(page.getByRole("heading", { name: /^Addendum, signed/ })).toBeVisible();
    await expect(note(page)).toContainText("And rest. Unseen words.");
  }
});

test("signed on both at once, the first signature stands, and the other device says so", async ({ twoDevices }) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices, BARNABY);
  await laptop.goOffline();
  await sign(laptop.page, "Barnaby Reed", "From the laptop");
  await sign(phone.page, "Barnaby Reed", "From the phone");
  await expect(syncBadge(phone.page)).toContainText("Synced");
  await laptop.goOnline();
  await expect(signatureOf(laptop.page)).toContainText("From the phone");
  await expect(note(laptop.page)).toContainText("It was signed on another device first");
  await laptop.page.getByRole("button", { name: "All right" }).click();
  await expect(note(laptop.page)).not.toContainText("was not taken");
});

test("by keyboard alone: a note is signed, taken back, signed and added to; an empty one is not signed", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Barnaby", "Reed");
  await tabsTo(page, page.getByRole("button", { name: "Sign", exact: true }));
  await page.keyboard.press("Enter");
  await expect(note(page)).toContainText("Nothing is written in this note yet.");

  await section(page, "Plan").focus();
  await page.keyboard.type("Walk.");
  await tabsTo(page, page.getByRole("button", { name: "Sign", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Barnaby Reed");
  await tabsTo(page, page.getByLabel("Signed by"));
  await page.keyboard.press("Enter");
  await expect(signatureOf(page)).toContainText("by Ada Willow");
  await expect(note(page)).toBeFocused();
  await tabsTo(page, page.getByRole("button", { name: "Take the signature back" }));
  await page.keyboard.press("Enter");
  await expect(section(page, "Plan")).toHaveText("Walk.");
  await expect(section(page, "Subjective")).toBeFocused();
  await tabsTo(page, page.getByRole("button", { name: "Sign", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await tabsTo(page, page.getByRole("dialog").getByRole("button", { name: "Sign", exact: true }));
  await page.keyboard.press("Enter");
  await expect(signatureOf(page)).toBeVisible();

  await tabsTo(page, page.getByRole("button", { name: "Add an addendum" }));
  await page.keyboard.press("Enter");
  await page.keyboard.type("And rest.");
  await tabsTo(page, page.getByRole("button", { name: "Sign the addendum" }));
  await page.keyboard.press("Enter");
  await tabsTo(page, page.getByRole("alertdialog").getByRole("button", { name: "Sign", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Addendum, signed/ })).toBeVisible();
  await expect(note(page)).toBeFocused();
});

test("an addendum that is left while one types is there with its last letter, and so it is on paper once signed", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Barnaby", "Reed");
  await section(page, "Plan").click();
  await types(page, "Walk.");
  await page.getByText("Print or save as PDF").waitFor();
  expect(await paper(page)).toContain("Draft, not signed");
  await sign(page, "Barnaby Reed");
  await page.getByRole("button", { name: "Add an addendum" }).click();
  await page.keyboard.type("And rest on Sunday");
  await page.goBack();
  await openNote(page, "Barnaby Reed");
  await expect(draft(page)).toHaveValue("And rest on Sunday");

  await page.getByRole("button", { name: "Sign the addendum" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^Addendum, signed/ })).toBeVisible();
  const printed = await paper(page);
  for (const words of ["Barnaby Reed", "SOAP", "Walk.", "Signed by Ada Willow", "SHA-256", "And rest on Sunday"])
    expect(printed).toContain(words);
  expect(printed).not.toContain("Draft");

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the signed note" }).click();
  const saved = await contentOf(await saving);
  expect(saved.sealed).toContain("Walk.");
  expect(saved.addenda).toMatchObject([{ text: "And rest on Sunday" }]);
});

test("a draft that is printed straight from a field has what stands in it on paper", async ({ newSeat }) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Barnaby", "Reed");
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      document.title = document.querySelector(".paper")?.textContent ?? "";
      dispatchEvent(new Event("afterprint"));
    };
  });
  await page.getByRole("button", { name: "Session details" }).click();
  await page.getByRole("textbox", { name: "Also present" }).fill("His sister Tansy");
  await page.getByRole("button", { name: "Print or save as PDF" }).click();
  await expect(page).toHaveTitle(/Draft, not signed.*His sister Tansy/);
  await page.getByRole("textbox", { name: "Safety and risk" }).fill("Asked: no risk.");
  await page.getByRole("button", { name: "Print or save as PDF" }).click();
  await expect(page).toHaveTitle(/Asked: no risk\./);
  await page.getByRole("textbox", { name: "Safety and risk" }).fill("Asked again: no risk.");
  await page.keyboard.press("Control+p");
  await expect(page).toHaveTitle(/Asked again: no risk\./);
});

test("an addendum that is left when its signature is taken back is discarded only with a way back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Barnaby", "Reed");
  await section(page, "Plan").click();
  await types(page, "Walk.");
  await sign(page, "Barnaby Reed");
  await page.getByRole("button", { name: "Add an addendum" }).click();
  await page.keyboard.type("And rest on Sunday");
  await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();
  await page.getByRole("button", { name: "Take the signature back" }).click();
  const left = note(page).getByText("And rest on Sunday");
  await expect(left).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(left).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(left).toBeVisible();

  // More than an addendum holds is handed back when one goes on nevertheless.
  await sign(page, "Barnaby Reed");
  await draft(page).fill("And rest. ".repeat(3_000));
  await page.getByRole("link", { name: "Barnaby Reed" }).click();
  await expect(page.getByText(/^Not kept: Addendum of the note signed /)).toBeVisible();
});

function note(page: Page): Locator {
  return page.getByRole("article", { name: "Session note" });
}

function draft(page: Page): Locator {
  return page.getByRole("textbox", { name: "Addendum, not signed yet" });
}

/** What would be printed. */
async function paper(page: Page): Promise<string> {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const words = await page.locator("body").innerText();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  return words;
}

async function contentOf(download: Download): Promise<{ sealed: string; addenda: unknown[] }> {
  return JSON.parse(readFileSync(await download.path(), "utf8")) as { sealed: string; addenda: unknown[] }; // as the app saves it
}

import type { Page } from "@playwright/test";

import { apart } from "./support/apart.ts";
import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { pictures, sideways, violations } from "./support/looks.ts";
import { addMany } from "./support/many-clients.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginNote,
  goTo,
  recordConsent,
  section,
  signIn,
  signUp,
  syncBadge,
  tag,
  types,
  write,
} from "./support/person.ts";

for (const [size, look] of Object.entries({ laptop: LAPTOP, phone: PHONE })) {
  test(`on a ${size}, a whole record is written without a network, and is on the other device later`, async ({
    newSeat,
  }) => {
    const person = aPerson();
    const { page, goOffline, goOnline } = await newSeat(look);
    await signUp(page, person);
    await goOffline();

    await page.getByRole("button", { name: "New client", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "New client" });
    await dialog.getByLabel("First name").fill("Marigold");
    await dialog.getByLabel("Last name").fill("Thistlewood");
    await dialog.getByLabel("E-mail").fill("marigold@example.invalid");
    await dialog.getByLabel("Phone").fill("020 7946 0111");
    for (const text of ["mornings", "online"]) await tag(page, text);
    await dialog.getByRole("button", { name: "Add client" }).click();
    await expect(page.getByRole("heading", { name: "Marigold Thistlewood" })).toBeVisible();

    await write(page, "Goes by", "Mari");
    await write(page, "Pronouns", "she/her");
    await write(page, "Postal address", "1 Fern Lane\nLarkstead");
    await write(page, "Intake notes", "Came on the advice of a friend.");
    await page.getByRole("button", { name: /Prefers to be reached by/ }).click();
    await page.getByRole("option", { name: "Text message" }).click();
    await expect(page.getByRole("link", { name: "Text 020 7946 0111" })).toHaveAttribute("href", "sms:02079460111");
    await page.getByRole("button", { name: "Add another phone" }).click();
    await page.getByLabel("Another phone").fill("0161 496 0000");
    await page.getByLabel("Label").fill("Work");
    await page.getByRole("button", { name: "Add emergency contact" }).click();
    const emergency = page.getByRole("group", { name: "Emergency contact" });
    await emergency.getByLabel("Name").fill("Alder Anders");
    await emergency.getByLabel("Relation").fill("brother");
    await emergency.getByLabel("Phone").fill("0161 496 0999");
    await write(page, "Background", "Sleeps badly since the move.");

    // Taken away by a slip, and back.
    await page.getByRole("button", { name: "Take away Phone 0161 496 0000" }).click();
    await expect(page.getByText("0161 496 0000 was taken away.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByLabel("Another phone")).toHaveValue("0161 496 0000");
    expect(await violations(page)).toEqual([]);
    await pictures(page, `client-record-${size}`);

    // One press away on each side of the client.
    for (const tab of ["Notes", "Consent", "Overview"]) {
      await page.getByRole("tab", { name: tab }).click();
      const call = page.getByRole("link", { name: "Emergency: Call Alder Anders, brother" });
      await expect(call).toHaveAttribute("href", "tel:01614960999");
      await expect(call).toBeInViewport();
    }
    expect(page.url()).toContain("tab=overview");

    await goOnline();
    await expect(syncBadge(page)).toContainText("Synced");
    const other = await newSeat(look);
    await signIn(other.page, person);
    await other.page.getByRole("row", { name: "Marigold Thistlewood “Mari”" }).click();
    await expect(other.page.getByText("Goes by Mari")).toBeVisible();
    for (const text of ["mornings", "online"])
      await expect(other.page.getByRole("row", { name: text, exact: true })).toBeVisible();
    for (const [field, text] of Object.entries({
      Pronouns: "she/her",
      "E-mail": "marigold@example.invalid",
      Phone: "020 7946 0111",
      "Postal address": "1 Fern Lane\nLarkstead",
      "Another phone": "0161 496 0000",
      Label: "Work",
      Relation: "brother",
      "Background and health-related information": "Sleeps badly since the move.",
      "Intake notes": "Came on the advice of a friend.",
    }))
      await expect(other.page.getByRole("textbox", { name: field, exact: true }).first()).toHaveValue(text);
    await expect(other.page.getByRole("button", { name: /Text message.*Prefers to be reached by/ })).toBeVisible();

    // Beside the note as well.
    await beginNote(other.page);
    if (size === "phone") await other.page.getByRole("button", { name: "Client", exact: true }).click();
    await expect(other.page.getByRole("link", { name: "0161 496 0999" })).toHaveAttribute("href", "tel:01614960999");
    await expect(other.page.getByText("Phone, Work")).toBeVisible();
  });

  test(`on a ${size}, a client is archived out of the way and found again, and deleted and brought back`, async ({
    newSeat,
  }) => {
    const { page } = await newSeat(look);
    await addFirstClient(page, "Barnaby", "Reed");
    await page.getByRole("button", { name: "More about this client" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await expect(page.getByText("Out of the list, with everything kept")).toBeVisible();
    await goTo(page, "Clients");
    await expect(page.getByText("Everybody is archived")).toBeVisible();
    await addClient(page, "Juniper", "Ash");

    // Archived, but not forgotten.
    await page.getByRole("button", { name: "New note" }).click();
    await page.getByRole("button", { name: "Show suggestions" }).click();
    await expect(page.getByRole("option").last()).toHaveText("Barnaby ReedArchived");
    await page.keyboard.press("Escape");
    await goTo(page, "Clients");
    await expect(page.getByRole("row", { name: "Juniper Ash" })).toBeVisible();
    await expect(page.getByRole("row", { name: "Barnaby Reed" })).toBeHidden();
    await page.getByRole("button", { name: "1 archived" }).click();
    await expect(page.getByRole("row", { name: "Barnaby Reed" })).toBeVisible();
    await page.getByRole("row", { name: "Barnaby Reed" }).click();
    await page.goBack();
    await expect(page.getByText("1 person in this view")).toBeVisible(); // as it was left
    expect(await violations(page)).toEqual([]);
    await pictures(page, `clients-archived-${size}`);
    await page.getByRole("button", { name: "Show all clients" }).click();

    // Several at once, and undone.
    await page.getByRole("button", { name: "Choose" }).click();
    await page.getByRole("row", { name: "Juniper Ash" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    await expect(page.getByText("1 archived", { exact: true }).first()).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("row", { name: "Juniper Ash" })).toBeVisible();
    await page.getByRole("button", { name: "Done" }).click();

    await page.getByRole("row", { name: "Juniper Ash" }).click();
    await page.getByRole("button", { name: "More about this client" }).click();
    await page.getByRole("menuitem", { name: "Delete client" }).click();
    await expect(page.getByRole("button", { name: "Archive instead" })).toBeVisible();
    await page.getByRole("button", { name: "Put into the bin" }).click();
    await expect(page.getByText("This client is in the bin")).toBeVisible();

    // Who is about to be added twice is said, also when they are archived or in the bin.
    await goTo(page, "Clients");
    await page.getByRole("button", { name: "New client", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "New client" });
    await dialog.getByLabel("First name").fill("barnaby");
    await dialog.getByLabel("Last name").fill("reed");
    await expect(dialog.getByText("Barnaby Reed is here already, archived. Same name.")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel("First name").fill("Juniper");
    await dialog.getByLabel("Last name").fill("Ash");
    await expect(dialog.getByText("Juniper Ash is in the bin. Same name.")).toBeVisible();
    await dialog.getByRole("link", { name: "Open Juniper Ash" }).click();
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(page.getByText("This client is in the bin")).toBeHidden();
    await expect(page.getByRole("button", { name: "New note" })).toBeVisible();
  });
}

test("an address that somebody else has is pointed out on the record, with the way to them", async ({ newSeat }) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Barnaby", "Reed");
  await write(page, "Phone", "+44 20 7946 0111");
  await goTo(page, "Clients");
  await addClient(page, "Juniper", "Ash");
  await write(page, "Phone", "(020) 7946 0111");
  await expect(page.getByText("Barnaby Reed is here already. Same phone number.")).toBeVisible();
  await page.getByRole("link", { name: "Open Barnaby Reed" }).click();
  await expect(page.getByRole("heading", { name: "Barnaby Reed" })).toBeVisible();
  await expect(page.getByText("Juniper Ash is here already. Same phone number.")).toBeVisible();
});

test("what is typed into a record is kept also when the browser's own way back takes the page away", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Barnaby", "Reed");
  const background = page.getByRole("textbox", { name: "Background" });
  await background.click();
  await types(page, "Sleeps badly since the move.");
  await page.goBack();
  await page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(background).toHaveValue("Sleeps badly since the move.");
  await page.getByRole("button", { name: "Add emergency contact" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Alder Anders");
  await page.getByLabel("Relation").fill("brother");
  await page.goBack();
  await page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(page.getByLabel("Relation")).toHaveValue("brother");
});

test("two devices change one contact without hearing of each other: both versions are shown, and the person keeps one", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await addClient(laptop.page, "Barnaby", "Reed");
  await laptop.page.getByRole("button", { name: "Add emergency contact" }).click();
  await laptop.page.getByLabel("Name", { exact: true }).fill("Alder Anders");
  await laptop.page.getByLabel("Goes by").click();
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(phone.page.getByLabel("Relation")).toBeVisible();

  await apart(phone, laptop, async (seat) => {
    const number = seat === phone ? "0111 111" : "0222 222";
    await seat.page.getByRole("group", { name: "Emergency contact Alder Anders" }).getByLabel("Phone").fill(number);
    await seat.page.getByLabel("Goes by").click();
  });

  for (const { page } of [laptop, phone]) {
    await expect(page.getByRole("main").getByText(/^Emergency contact was also changed on/)).toBeVisible();
    await expect(page.getByText("Alder Anders, 0111 111")).toBeVisible();
    await expect(page.getByText("Alder Anders, 0222 222")).toBeVisible();
    expect(await violations(page)).toEqual([]);
  }
  await goTo(laptop.page, "Clients");
  await expect(laptop.page.getByRole("row", { name: "Barnaby Reed" })).toContainText("Needs you");
  const number = phone.page.getByRole("group", { name: "Emergency contact Alder Anders" }).getByLabel("Phone");
  const other = (await number.inputValue()) === "0111 111" ? "0222 222" : "0111 111";
  await phone.page.getByRole("button", { name: "Keep the other" }).press("Enter");
  await expect(number).toHaveValue(other);
  await expect(laptop.page.getByRole("row", { name: "Barnaby Reed" })).not.toContainText("Needs you");
  for (const { page } of [laptop, phone]) await expect(syncBadge(page)).toContainText("Synced");
});

test("by keyboard alone, a client is added and their consent recorded, read again and withdrawn", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await page.getByRole("button", { name: "New client", exact: true }).press("Enter");
  await expect(page.getByRole("dialog").getByLabel("First name")).toBeFocused();
  await types(page, "Marigold");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Marigold" })).toBeVisible();

  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Consent" })).toHaveAttribute("aria-selected", "true");
  const ai = page.getByRole("region", { name: "Summaries by AI" });
  await expect(ai.getByText("Not given")).toBeVisible();
  await ai.getByRole("button", { name: "Record consent" }).press("Enter");
  await page.getByLabel("Remark").focus();
  await types(page, "On paper, in the folder.");
  await page.keyboard.press("Enter");
  await expect(ai.getByText(/^Stands since/)).toBeVisible();
  await expect(ai.getByText("On paper, in the folder.")).toBeVisible();
  await expect(page.getByRole("link", { name: /Consents:.*AI given/ })).toBeVisible();
  await ai.getByText("Text of 2026-11").press("Enter");
  await expect(ai.getByText(/notes about me may be sent/)).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  await ai.getByRole("button", { name: "Withdraw" }).press("Enter");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Withdraw it" }).press("Enter");
  await expect(ai.getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(ai.getByText(/^Given .*, withdrawn/)).toBeVisible();
});

test("a consent that is taken back on the phone closes what the laptop was about to send, and says why", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await addClient(laptop.page, "Marigold", "Thistlewood");
  await recordConsent(laptop.page);
  await beginNote(laptop.page);
  await section(laptop.page, "Plan").click();
  await types(laptop.page, "Walk twice a week.");
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await laptop.page.getByRole("button", { name: "Generate summary" }).click();
  await expect(laptop.page.getByRole("dialog", { name: "Generate a summary" })).toBeVisible();

  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Marigold Thistlewood" }).click();
  await phone.page.getByRole("link", { name: /^Consents/ }).click();
  await phone.page.getByRole("button", { name: "Withdraw: Summaries by AI" }).click();
  await phone.page.getByRole("button", { name: "Withdraw it" }).click();

  await expect(laptop.page.getByRole("dialog")).toBeHidden();
  await expect(laptop.page.getByText(/^This client withdrew their consent to AI on/)).toBeVisible();
  await expect(laptop.page.getByRole("button", { name: "Generate summary" })).toBeDisabled();
  // Given anew, nothing opens by itself.
  await recordConsent(phone.page);
  await expect(laptop.page.getByRole("button", { name: "Generate summary" })).toBeEnabled();
  await expect(laptop.page.getByRole("dialog")).toBeHidden();
});

test("among hundreds of clients one finds one's way by keys, and comes back to where one was", async ({
  newSeat,
  server,
}) => {
  const { page, context } = await newSeat();
  await signUp(page, aPerson());
  await addMany(server.url, context, 300);
  await expect(page.getByText("300 people")).toBeVisible();
  const list = page.getByRole("grid", { name: "Clients" });
  await expect(list).toHaveAttribute("aria-rowcount", "300");
  expect(await page.getByRole("row").count()).toBeLessThan(60);

  await list.getByRole("row").first().focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("row", { name: "Tansy Thistlewood 287" })).toBeFocused();
  await page.keyboard.press("Home");
  await types(page, "hazel l");
  await expect(page.getByRole("row", { name: /^Hazel Larkspur/ }).first()).toBeFocused();
  const top = await page.evaluate(() => scrollY);
  expect(top).toBeGreaterThan(500);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Hazel Larkspur/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("row", { name: /^Hazel Larkspur/ }).first()).toBeInViewport();
  expect(Math.abs((await page.evaluate(() => scrollY)) - top)).toBeLessThan(2);

  await page.evaluate(() => scrollTo(0, 0));
  await page.getByRole("searchbox").fill("tansy 287");
  await expect(page.getByRole("row")).toHaveCount(1);
  await page.getByRole("searchbox").fill("7946 1287");
  await expect(page.getByRole("row", { name: "Tansy Thistlewood 287" })).toBeVisible();
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: "View" }).click();
  await page.getByRole("button", { name: /Sort by/ }).click();
  await page.getByRole("option", { name: "Last added" }).click();
  await expect(page.getByRole("row").first()).toHaveAccessibleName(/ 299$/);
  await page.getByText("No consent to records").click();
  await expect(page.getByText("300 people in this view")).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("a long name, many tags and many contacts stay within the smallest phone", async ({ newSeat }) => {
  const { page } = await newSeat({ ...PHONE, viewport: { width: 320, height: 640 } });
  await addFirstClient(page, "Maximiliana-Adelheid-".repeat(4).slice(0, 80), "Thistlewood");
  await write(page, "Goes by", "Maxi-".repeat(16));
  await write(page, "Pronouns", "she/her and they/them, as it comes, on either day of the week");
  for (let number = 0; number < 12; number++) {
    await page.getByLabel("Add a tag").fill(`${number} wants mornings and evenings please`);
    await page.getByLabel("Add a tag").press("Enter");
  }
  for (let number = 0; number < 6; number++) {
    await page.getByRole("button", { name: "Add another e-mail" }).click();
    await page
      .getByLabel("Another e-mail")
      .last()
      .fill(`${"somebody-with-a-long-name-".repeat(3)}${number}@example.invalid`);
    await page.getByLabel("Label").last().fill("For the evenings and the weekend");
  }
  for (const name of ["Alder Anders ".repeat(6), "W".repeat(90)]) {
    await page.getByRole("button", { name: "Add emergency contact" }).click();
    const entry = page.getByRole("group", { name: "Emergency contact" }).last();
    await entry.getByLabel("Name").fill(name);
    await entry.getByLabel("Phone").fill("+44 20 7946 0999 ext 12345");
  }
  await page.getByLabel("Goes by").focus();
  const emergency = page.getByRole("button", { name: "Emergency", exact: true });
  await expect(emergency).toBeVisible();
  expect(await sideways(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => scrollTo(0, 0));
  await pictures(page, "client-long-320");
  await emergency.click();
  await expect(page.getByRole("menuitem")).toHaveCount(2);
  expect(await sideways(page)).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Take away Emergency contact W/ }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(page.getByRole("link", { name: /^Emergency: Call Alder/ })).toBeVisible();
  expect(await sideways(page)).toBe(0);
  await pictures(page, "client-long-one-320");
  await goTo(page, "Clients");
  await expect(page.getByRole("row")).toHaveCount(1);
  expect(await sideways(page)).toBe(0);
});

test("a contact that is taken away is gone with what was typed in it, and comes back as it was kept", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Barnaby", "Reed");

  // Begun and thought better of.
  await page.getByRole("button", { name: "Add another phone" }).click();
  await page.getByLabel("Another phone").fill("0161 496 0000");
  await page.getByRole("button", { name: "Take away Phone 0161 496 0000" }).click();
  await expect(page.getByLabel("Another phone")).toBeHidden();

  await page.getByRole("button", { name: "Add another phone" }).click();
  await page.getByLabel("Another phone").fill("0161 496 0111");
  await comesBack(page);
  await expect(page.getByLabel("Another phone")).toHaveCount(1);
  await page.getByLabel("Another phone").fill("0161 496 0222");
  await page.getByRole("button", { name: "Take away Phone 0161 496 0222" }).click();
  await expect(page.getByText("0161 496 0111 was taken away.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Another phone")).toHaveValue("0161 496 0111");
  await comesBack(page);
  await expect(page.getByLabel("Another phone")).toHaveValue("0161 496 0111");
  await expect(page.getByText("was also changed on")).toBeHidden();
});

test("a field that is kept by Enter and left at once is sent once, and a half-typed year is not sent at all", async ({
  newSeat,
}) => {
  const { page, goOffline } = await newSeat();
  await addFirstClient(page, "Barnaby", "Reed");
  await expect(syncBadge(page)).toContainText("Synced");
  await goOffline();
  const phone = page.getByRole("textbox", { name: "Phone", exact: true });
  await phone.fill("0111 222");
  await phone.evaluate((field) => {
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    field.blur();
  });
  const year = page.getByRole("spinbutton", { name: /^year, Date of birth/ });
  await page.getByRole("spinbutton", { name: /^month, Date of birth/ }).focus();
  await types(page, "050419");
  await expect(year).toHaveText(/19$/);
  await page.getByLabel("Goes by").focus();
  await expect(page.getByText("Which year is meant?")).toBeVisible();
  await syncBadge(page).click();
  await expect(page.getByText("1 change is safe on this device")).toBeVisible();
  await page.keyboard.press("Escape");
  await year.focus();
  await types(page, "1984");
  await page.getByLabel("Goes by").focus();
  await expect(page.getByText("Which year is meant?")).toBeHidden();
  await syncBadge(page).click();
  await expect(page.getByText("2 changes are safe on this device")).toBeVisible();
});

test("a consent that both devices recorded without a network is withdrawn as one", async ({ newSeat }) => {
  const person = aPerson();
  const laptop = await newSeat();
  const phone = await newSeat(PHONE);
  await addFirstClient(laptop.page, "Marigold", "Thistlewood", person);
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Marigold Thistlewood" }).click();
  const ai = { name: "Summaries by AI" };
  for (const seat of [laptop, phone]) await seat.goOffline();
  for (const { page } of [laptop, phone]) {
    await page.getByRole("tab", { name: "Consent" }).click();
    await page.getByRole("region", ai).getByRole("button", { name: "Record consent" }).click();
    await page.getByRole("button", { name: "The client agreed" }).click();
    await expect(page.getByRole("region", ai).getByText(/^Stands since/)).toBeVisible();
  }
  for (const seat of [laptop, phone]) await seat.goOnline();
  await expect(laptop.page.getByRole("list", { name: "History: Summaries by AI" }).getByRole("listitem")).toHaveCount(
    2,
  );
  await laptop.page.getByRole("button", { name: "Withdraw: Summaries by AI" }).click();
  await laptop.page.getByRole("button", { name: "Withdraw it" }).click();
  await expect(laptop.page.getByRole("region", ai).getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(phone.page.getByRole("region", ai).getByText("Withdrawn", { exact: true })).toBeVisible();
});

test("what is written in a dialog is not lost by a press beside it, and a typed tag not by going back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "Barnaby", "Reed");
  await write(page, "Phone", "0161 496 0000");
  await page.getByLabel("Add a tag").fill("wants mornings");
  await page.goBack();
  await page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(page.getByRole("row", { name: "wants mornings" })).toBeVisible();

  await goTo(page, "Clients");
  await page.getByRole("button", { name: "New client", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New client" });
  await dialog.getByLabel("First name").fill("Barney");
  await dialog.getByLabel("Phone").fill("0161 496 0000");
  await page.mouse.click(4, 4);
  await expect(page.getByRole("alertdialog")).toContainText("nowhere else");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(dialog.getByLabel("First name")).toHaveValue("Barney");
  await dialog.getByRole("link", { name: "Open Barnaby Reed" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { name: "Barnaby Reed" })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("tab", { name: "Consent" }).click();
  await page.getByRole("button", { name: "Record consent" }).first().click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("button", { name: "Record consent" }).first().click();
  await page.getByLabel("Remark").fill("On paper. ".repeat(300));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await page.getByRole("button", { name: "The client agreed" }).click();
  await expect(page.getByText("This is too long")).toBeVisible();
  await page.getByLabel("Remark").fill("On paper.");
  await page.getByRole("button", { name: "The client agreed" }).click();
  await expect(page.getByText("On paper.")).toBeVisible();
});

test("what cannot be kept stays where it was typed, behind the other sides too, and is not lost by going elsewhere", async ({
  newSeat,
}) => {
  const { page, context } = await newSeat(PHONE);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await addFirstClient(page, "Barnaby", "Reed");
  const long = `he/him, ${"and on some days they/them ".repeat(3)}`;
  await write(page, "Pronouns", long);
  await expect(page.getByText("This is too long")).toBeVisible();
  await page.getByRole("button", { name: "Add emergency contact" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Alder ".repeat(30));
  await page.getByLabel("Relation").fill("brother");
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(page.getByText("No notes yet")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Overview not saved" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "client-not-saved-390");
  await page.getByRole("tab", { name: "Overview" }).click();
  await expect(page.getByText("This is too long")).toHaveCount(2);
  await expect(page.getByLabel("Pronouns")).toHaveValue(long);

  await goTo(page, "Clients");
  const notice = page.getByRole("alert").filter({ hasText: "Not kept: Pronouns of Barnaby Reed" });
  await expect(notice.getByRole("group", { name: "What you wrote" })).toHaveText(long.trim());
  await expect(page.getByText("Not kept: Emergency contact of Barnaby Reed")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "words-not-kept-390");
  await notice.getByRole("button", { name: "Copy" }).click();
  await expect(notice.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(long.trim());
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByText("Not kept: Emergency contact of Barnaby Reed")).toBeVisible();

  // An address that names no side shows the first one.
  await page.getByRole("row", { name: "Barnaby Reed" }).click();
  await page.evaluate(() => history.replaceState(null, "", "?tab=__proto__"));
  await expect(page.getByRole("tab", { name: "Overview" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByLabel("Pronouns")).toHaveValue("");
});

/** Leaves somebody's page, and comes back to it. */
async function comesBack(page: Page): Promise<void> {
  await goTo(page, "Clients");
  await page.getByRole("row", { name: "Barnaby Reed" }).click();
  await expect(page.getByRole("heading", { name: "Barnaby Reed" })).toBeVisible();
}

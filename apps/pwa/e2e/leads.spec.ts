import type { Locator, Page } from "@playwright/test";

import { apart } from "./support/apart.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { pictures, violations } from "./support/looks.ts";
import {
  aPerson,
  beginNote,
  goTo,
  receipt,
  recordConsent,
  section,
  signIn,
  signUp,
  syncBadge,
  types,
} from "./support/person.ts";

test("offline, somebody asks, is moved by hand, by keys and by the menu, becomes a client, and all of it is there on the phone", async ({
  newSeat,
}) => {
  const person = aPerson();
  const laptop = await newSeat();
  const { page } = laptop;
  await signUp(page, person);
  await laptop.goOffline();

  await goTo(page, "Leads");
  await expect(page.getByText("Nobody is waiting")).toBeVisible();
  await addLead(page, { givenName: "Sorrel", familyName: "Brook", phone: "+1 555 0140", leadNotes: "Sleeps badly." });
  await beginNote(page);
  await section(page, "Plan").click();
  await types(page, "Send the first questions.");
  await expect(receipt(page)).toContainText("waiting to sync");

  await goTo(page, "Leads");
  await expect(card(page, "New inquiry", "Sorrel Brook")).toContainText("Asked today");
  await expect(card(page, "New inquiry", "Sorrel Brook").getByRole("link", { name: /^Call / })).toHaveAttribute(
    "href",
    "tel:+15550140",
  );
  await card(page, "New inquiry", "Sorrel Brook").dragTo(column(page, "Contacted"));
  await expect(card(page, "Contacted", "Sorrel Brook")).toBeVisible();
  await expect(page.getByText("Moved to Contacted")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await dragByKeys(page, "Sorrel Brook", "Consultation booked");
  await expect(card(page, "Consultation booked", "Sorrel Brook")).toBeFocused();

  await page.getByRole("button", { name: "Move Sorrel Brook" }).press("Enter");
  await page.getByRole("menuitem", { name: "Move to Waitlist" }).press("Enter");
  await expect(card(page, "Waitlist", "Sorrel Brook")).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "Consultation booked", "Sorrel Brook")).toBeVisible();

  await card(page, "Consultation booked", "Sorrel Brook").click();
  await page.getByRole("button", { name: "Becomes a client" }).click();
  await expect(page.getByText("Sorrel is a client now")).toBeVisible();
  await expect(page.getByRole("region", { name: "Lead", exact: true })).toBeHidden();
  await expect(page.getByRole("region", { name: "First contact" })).toContainText("a client since");
  await recordConsent(page);
  await laptop.goOnline();
  await expect(syncBadge(page)).toContainText("Synced");

  const phone = await newSeat(PHONE);
  await signIn(phone.page, person);
  await goTo(phone.page, "Leads");
  await phone.page.getByRole("radio", { name: "Closed" }).click();
  await phone.page.getByRole("row", { name: "Sorrel Brook" }).click();
  const story = phone.page.getByRole("region", { name: "First contact" });
  await expect(story.getByLabel("Notes from first contact")).toHaveValue("Sleeps badly.");
  await phone.page.getByRole("tab", { name: "Notes" }).click();
  await expect(phone.page.getByText("Send the first questions.")).toBeVisible();
  await phone.page.getByRole("tab", { name: "Consent" }).click();
  await expect(phone.page.getByText(/^Given /)).toBeVisible();
});

test("a card is dropped on either end of the board: it becomes a client, or is not a fit, with a reason or taken back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await goTo(page, "Leads");
  await addLead(page, { givenName: "Sorrel", familyName: "Brook" });
  await goTo(page, "Leads");
  await addLead(page, { givenName: "Linden", familyName: "Hollow" });
  await goTo(page, "Leads");

  await dragTo(page, card(page, "New inquiry", "Sorrel Brook"), "Becomes a client");
  await expect(page.getByText("Sorrel is a client now")).toBeVisible();
  await expect(card(page, "New inquiry", "Sorrel Brook")).toBeHidden();

  await dragByKeys(page, "Linden Hollow", "Not a fit");
  const dialog = page.getByRole("dialog", { name: "Linden is not a fit" });
  await expect(dialog.getByLabel("Why not a fit")).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "not-a-fit-1280");
  await types(page, "Looks for a group");
  await dialog.getByRole("button", { name: "Not a fit" }).press("Enter");
  await expect(page.getByText("Nobody is waiting")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card(page, "New inquiry", "Linden Hollow")).toBeVisible();

  // Once more, from the page of the lead, and back from the closed.
  await card(page, "New inquiry", "Linden Hollow").click();
  await page.getByRole("button", { name: "Not a fit" }).click();
  await dialog.getByLabel("Why not a fit").fill("Looks for a group");
  await dialog.getByRole("button", { name: "Not a fit" }).click();
  await expect(page.getByRole("region", { name: /^Not a fit since/ })).toBeVisible();
  await expect(page.getByLabel("Why not a fit")).toHaveValue("Looks for a group");
  expect(await violations(page)).toEqual([]);
  await goTo(page, "Leads");
  await page.getByRole("radio", { name: "Closed" }).click();
  await expect(page.getByRole("grid", { name: "Became clients" }).getByRole("row")).toHaveText(/Sorrel Brook/);
  await expect(page.getByRole("grid", { name: "Not a fit" }).getByRole("row")).toHaveText(/Looks for a group/);
  expect(await violations(page)).toEqual([]);
  await pictures(page, "leads-closed-1280");
  await page.getByRole("button", { name: "Move Linden Hollow" }).click();
  await page.getByRole("menuitem", { name: "Open again" }).click();
  await page.getByRole("radio", { name: "Board" }).click();
  await expect(card(page, "New inquiry", "Linden Hollow")).toBeVisible();
});

test("by keyboard alone somebody asks, becomes a client and agrees", async ({ newSeat }) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await page.getByRole("link", { name: "Leads" }).filter({ visible: true }).press("Enter");
  await page.getByRole("button", { name: "New lead", exact: true }).press("Enter");
  await expect(page.getByLabel("First name")).toBeFocused();
  await types(page, "Sorrel");
  await page.keyboard.press("Tab");
  await types(page, "Brook");
  await page.getByRole("button", { name: "Tomorrow" }).press("Enter");
  await page.getByLabel("First name").press("Enter");
  await expect(page.getByRole("heading", { name: "Sorrel Brook" })).toBeVisible();

  await page.getByRole("button", { name: "Becomes a client" }).press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("tab", { name: "Overview" }).focus();
  for (const side of ["Notes", "Goals & measures", "Consent"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: side })).toHaveAttribute("aria-selected", "true");
  }
  await page.getByRole("button", { name: "Record consent" }).first().press("Enter");
  await page.getByRole("button", { name: "The client agreed" }).press("Enter");
  await expect(page.getByText(/^Given /)).toBeVisible();
});

test("two devices move a lead without hearing of each other: both stages are shown, on the card as well, and the person keeps one", async ({
  twoDevices: { person, laptop, phone },
}) => {
  await goTo(laptop.page, "Leads");
  await addLead(laptop.page, { givenName: "Sorrel", familyName: "Brook" });
  await goTo(laptop.page, "Leads");
  await expect(syncBadge(laptop.page)).toContainText("Synced");
  await signIn(phone.page, person);
  await goTo(phone.page, "Leads");
  await expect(card(phone.page, "New inquiry", "Sorrel Brook")).toBeVisible();

  await apart(phone, laptop, (seat) =>
    moveByMenu(seat.page, "Sorrel Brook", seat === phone ? "Move to Contacted" : "Move to Waitlist"),
  );
  for (const { page } of [laptop, phone]) {
    await expect(page.getByRole("row", { name: "Sorrel Brook" })).toContainText("Needs you");
    expect(await violations(page)).toEqual([]);
  }
  await phone.page.getByRole("row", { name: "Sorrel Brook" }).click();
  await expect(phone.page.getByText(/^Status was also changed on/)).toBeVisible();
  await phone.page.getByRole("button", { name: "Keep this" }).click();
  await expect(laptop.page.getByRole("row", { name: "Sorrel Brook" })).not.toContainText("Needs you");
});

test("what is written about a new lead is not lost by a press beside the dialog, and who is here already is named", async ({
  newSeat,
}) => {
  const { page } = await newSeat(PHONE);
  await signUp(page, aPerson());
  await goTo(page, "Leads");
  expect(await violations(page)).toEqual([]);
  await addLead(page, { givenName: "Sorrel", familyName: "Brook", phone: "+1 555 0140" });
  await goTo(page, "Leads");
  await page.getByRole("button", { name: "New lead", exact: true }).click();
  await page.getByLabel("Phone").fill("+1 (555) 0140");
  await expect(page.getByRole("dialog").getByRole("link", { name: "Sorrel Brook" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("What they asked for").fill("A first talk");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(page.getByLabel("What they asked for")).toHaveValue("A first talk");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await violations(page)).toEqual([]);
  await pictures(page, "leads-390");
});

function column(page: Page, stage: string): Locator {
  return page.getByRole("grid", { name: stage, exact: true });
}

function card(page: Page, stage: string, name: string): Locator {
  return column(page, stage).getByRole("row", { name });
}

type NewLead = { givenName: string; familyName: string; phone?: string; leadNotes?: string };

/** Writes down who has asked, on the leads page, and stays on the lead's own. */
async function addLead(page: Page, { givenName, familyName, phone = "", leadNotes = "" }: NewLead): Promise<void> {
  await page.getByRole("button", { name: "New lead", exact: true }).click();
  await page.getByLabel("First name").fill(givenName);
  await page.getByLabel("Last name").fill(familyName);
  await page.getByLabel("Phone").fill(phone);
  await page.getByLabel("What they asked for").fill(leadNotes);
  await page.getByRole("button", { name: "Add lead" }).click();
  await expect(page.getByRole("heading", { name: `${givenName} ${familyName}` })).toBeVisible();
}

async function moveByMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Move ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await expect(page.getByRole("menu")).toBeHidden();
}

/** With the mouse, to an end of the board, which is one only while something is dragged. */
async function dragTo(page: Page, from: Locator, end: string): Promise<void> {
  const to = page.getByRole("main").getByText(end, { exact: true });
  await from.hover();
  await page.mouse.down();
  await page.mouse.move(400, 400, { steps: 5 });
  await to.hover();
  await to.hover();
  await page.mouse.up();
}

/** By keys: takes hold of the card, goes from place to place, drops it. */
async function dragByKeys(page: Page, name: string, place: string): Promise<void> {
  await page.getByRole("row", { name }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: `Drag ${name}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(async () => {
    if (!(await isAt(page, place))) await page.keyboard.press("Tab");
    expect(await isAt(page, place)).toBe(true);
  }).toPass();
  await page.keyboard.press("Enter");
}

/** Whether what has the focus is at a place of the board, or inside it. */
async function isAt(page: Page, place: string): Promise<boolean> {
  return page.evaluate((label) => {
    const held = document.activeElement;
    return held?.getAttribute("aria-label") === label || held?.closest(`section[aria-label="${label}"]`) !== null;
  }, place);
}

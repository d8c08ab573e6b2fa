import type { Locator, Page } from "@playwright/test";

import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { looksRight } from "./support/looks.ts";
import { addClient, addFirstClient, beginNote, goTo, section, types } from "./support/person.ts";

test("one goes to a client by the beginning of a name, without its accents and without a mouse", async ({
  newSeat,
}) => {
  const { page } = await newSeat(LAPTOP);
  await aPractice(page);
  await opensPalette(page);
  await looksRight(page, "palette-1280");

  await types(page, "penal");
  await expect(options(page)).toHaveText([/José Peñaloza/]);
  await looksRight(page, "palette-found-1280");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "José Peñaloza" })).toBeVisible();
  await expect(palette(page)).toBeHidden();

  await opensPalette(page);
  await expect(options(page).first()).toHaveText(/New note for José Peñaloza/);
  await types(page, "note for");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "New note" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("José Peñaloza");

  await opensPalette(page);
  await types(page, "zzzz");
  await expect(palette(page).getByText("Nothing by this name")).toBeVisible();
  await looksRight(page, "palette-nothing-1280");
});

test("from the middle of a sentence the palette opens, and one writes on where one was", async ({ newSeat }) => {
  const { page } = await newSeat(LAPTOP);
  await aPractice(page);
  await beginNote(page);
  const text = section(page, "Subjective");
  await text.click();
  await types(page, "slept better");
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowLeft");
  await types(page, "1");

  // What was just done is told in front of nothing.
  await page.keyboard.press("ControlOrMeta+Shift+L");
  await expect(page.getByRole("alertdialog")).toContainText("The timer runs.");
  await opensPalette(page);
  await types(page, "gcn?");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(text).toBeFocused();
  await types(page, "2");
  await expect(text).toHaveText("slept bet12ter");

  await opensPalette(page);
  await types(page, "dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(text).toBeFocused();
  await types(page, "3");
  await expect(text).toHaveText("slept bet123ter");
});

test("single keys go round the practice, are listed on a sheet, keep quiet while one types, and can be switched off", async ({
  newSeat,
}) => {
  const { page } = await newSeat(LAPTOP);
  await aPractice(page);
  const heading = (name: string) => page.getByRole("heading", { name, exact: true, level: 1 });
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });

  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
  await expect(sheet.getByText("Numbered list")).toBeVisible();
  await looksRight(page, "shortcuts-1280");
  const where = page.url();
  await page.keyboard.press("n"); // with a dialog in front, keys are the dialog's
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(heading("Marigold Thistlewood")).toBeVisible();
  expect(page.url()).toBe(where);

  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(heading("Notes")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(heading("Clients")).toBeVisible();

  await page.keyboard.press("c");
  await expect(page.getByLabel("First name")).toBeFocused();
  await types(page, "gnc?");
  await expect(page.getByLabel("First name")).toHaveValue("gnc?");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click(); // what is written is asked about
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("n");
  const combobox = page.getByRole("combobox", { name: "Client" });
  await expect(combobox).toBeFocused();
  await types(page, "gs");
  await expect(combobox).toHaveValue("gs");
  await page.keyboard.press("Escape");

  await goTo(page, "Settings");
  await page.getByRole("switch", { name: "Shortcuts with single keys" }).press("Space");
  await page.getByRole("switch", { name: "Shortcuts with single keys" }).blur();
  await page.keyboard.press("n");
  await page.keyboard.press("?");
  await opensPalette(page);
  await expect(sheet).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(heading("Settings")).toBeVisible();
  await looksRight(page, "settings-shortcuts-1280");
});

test("on a phone the palette is one press away, and so are the places behind More", async ({ newSeat }) => {
  const { page } = await newSeat(PHONE);
  await aPractice(page);
  await page.getByRole("button", { name: "Find or go to" }).filter({ visible: true }).tap();
  await expect(palette(page).getByRole("textbox")).toBeFocused();
  await looksRight(page, "palette-390");
  await palette(page).getByRole("button", { name: "Close" }).tap();
  await expect(palette(page)).toBeHidden();

  await page.getByRole("button", { name: "Find or go to" }).filter({ visible: true }).tap();
  await types(page, "mairgold"); // two letters swapped
  await palette(page).getByRole("option", { name: "Marigold Thistlewood", exact: true }).tap();
  await expect(page.getByRole("heading", { name: "Marigold Thistlewood" })).toBeVisible();

  await goTo(page, "Settings");
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
});

async function aPractice(page: Page): Promise<void> {
  await addFirstClient(page, "José", "Peñaloza");
  await goTo(page, "Clients");
  await addClient(page, "Marigold", "Thistlewood");
}

function palette(page: Page): Locator {
  return page.getByRole("dialog", { name: "Find or go to" });
}

function options(page: Page): Locator {
  return palette(page).getByRole("option");
}

async function opensPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("textbox")).toBeFocused();
}

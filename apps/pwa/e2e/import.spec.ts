import type { Page } from "@playwright/test";

import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import { addFirstClient, aPerson, goTo, signIn, signUp, syncBadge } from "./support/person.ts";
import { goInside } from "./support/screens.ts";

const GOOGLE = [
  "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value",
  'Marigold,,Thistlewood,,Goldie,1984-02-09,"Likes tea\nand walks",* myContacts ::: Mornings,* Home,marigold@example.invalid,Mobile,+44 1632 960001',
  "Juniper,,Vale,,,,,Mornings,* Home,juniper@example.invalid,,",
  "M.,,Thistlewood,,,,,,* Home,Marigold@Example.invalid,,",
].join("\r\n");

for (const [size, look] of Object.entries({ laptop: LAPTOP, phone: PHONE })) {
  test(`people from Google's contacts are imported offline, taken back, imported again, and reach the other device, on a ${size}`, async ({
    newSeat,
  }) => {
    test.setTimeout(240_000);
    const person = aPerson();
    const here = await newSeat(look);
    const { page } = here;
    await addFirstClient(page, "Juniper", "Vale", person);
    await expect(syncBadge(page)).toContainText("Synced");
    await here.goOffline();

    await openImport(page);
    expect(await violations(page)).toEqual([]);
    await choose(page, "contacts.csv", GOOGLE);
    await expect(page.getByText("Recognised as an export of Google Contacts")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "See who would be added" }).click();

    // The same name as somebody who is here is added unless one says no, the same address further up in the file is not.
    const alike = page.getByRole("region", { name: "2 people may be here already" });
    await expect(alike.getByRole("checkbox", { name: "Juniper Vale" })).toBeChecked();
    await expect(alike.getByRole("checkbox", { name: "M. Thistlewood" })).not.toBeChecked();
    await alike.getByText("The same name as Juniper Vale").click();
    expect(await violations(page)).toEqual([]);

    await page.getByRole("button", { name: "Import 1 person" }).click();
    await expect(page.getByText("1 person imported")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Undo the import" }).click();
    await expect(page.getByText("1 person goes into the bin")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Put into the bin" }).click();
    await expect(page.getByText("The import was undone")).toBeVisible();
    await goTo(page, "Clients");
    await expect(page.getByRole("row")).toHaveText([/Juniper Vale/]);

    await openImport(page);
    await choose(page, "contacts.csv", GOOGLE);
    await page.getByRole("button", { name: "See who would be added" }).click();
    await page.getByRole("button", { name: "Add all" }).click();
    await page.getByRole("button", { name: "Import 3 people" }).click();
    await expect(page.getByText("3 people imported")).toBeVisible();
    await here.goOnline();
    await expect(syncBadge(page)).toContainText("Synced");

    const there = await newSeat();
    await signIn(there.page, person);
    await there.page.getByRole("row", { name: "Marigold Thistlewood" }).click();
    const address = there.page.getByRole("textbox", { name: "E-mail", exact: true });
    await expect(address).toHaveValue("marigold@example.invalid");
    await openImport(there.page);
    const before = there.page.getByRole("list", { name: "Imported before" });
    await expect(before).toContainText("3 people still here");
    expect(await violations(there.page)).toEqual([]);
    await before.getByRole("button", { name: "Undo contacts.csv" }).click();
    await there.page.getByRole("button", { name: "Put into the bin" }).click();
    await expect(there.page.getByText("The import was undone")).toBeVisible();
    await goTo(page, "Clients");
    await expect(page.getByRole("row")).toHaveText([/Juniper Vale/]);
  });
}

test("who was changed or written about since stays when the import is undone, and it says so", async ({ newSeat }) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await openImport(page);
  await choose(page, "contacts.csv", GOOGLE);
  await page.getByRole("button", { name: "See who would be added" }).click();
  await page.getByRole("button", { name: "Import 2 people" }).click();
  await expect(page.getByText("2 people imported")).toBeVisible();
  await page.getByRole("link", { name: "See the clients" }).click();
  await page.getByRole("row", { name: "Juniper Vale" }).click();
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("textbox", { name: "Plan", exact: true })).toBeVisible();

  await openImport(page);
  await page.getByRole("button", { name: "Undo contacts.csv" }).click();
  await expect(page.getByText("1 with notes, consents or goals stays")).toBeVisible();
  await page.getByRole("button", { name: "Put into the bin" }).click();
  await expect(page.getByText("The import was undone")).toBeVisible();
  await goTo(page, "Clients");
  await expect(page.getByRole("row")).toHaveText([/Juniper Vale/]);
});

test("an Outlook file in UTF-16 with semicolons is read, and asked about its days", async ({ newSeat }) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await openImport(page);
  const rows = [
    "First Name;Last Name;E-mail Address;E-mail 2 Address;Home Phone;Business Phone;Birthday;Notes",
    "Änne;Öst;a@example.invalid;;;01632 960003;3/4/1969;",
    'Quill;Fenwick;q@example.invalid;;;;0/0/00;"Old friend; likes tea"',
  ].join("\r\n");
  await choose(page, "outlook.csv", Buffer.from(rows, "utf16le"));
  await expect(page.getByText("Recognised as an export of Outlook")).toBeVisible();
  await expect(page.getByText("semicolon between the cells · Unicode (UTF-16)")).toBeVisible();
  await page.getByRole("button", { name: "See who would be added" }).click();
  await expect(page.getByText("Say which number of the dates is the day.")).toBeVisible();
  await page.getByText("The second: month, day, year").click();
  await page.getByRole("button", { name: "See who would be added" }).click();
  await expect(page.getByText("1969-03-04")).toBeVisible();
  await page.getByRole("button", { name: "Import 2 people" }).click();
  await page.getByRole("link", { name: "See the clients" }).click();
  await expect(page.getByRole("row", { name: "Änne Öst" })).toBeVisible();
});

test("contact cards of an old phone are read with what they quote and without their pictures", async ({ newSeat }) => {
  const { page } = await newSeat(PHONE);
  await signUp(page, aPerson());
  await openImport(page);
  const card = [
    "BEGIN:VCARD",
    "VERSION:2.1",
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;",
    "TEL;CELL:+49 30 5550 1234",
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile=0D=0AZweite =",
    "Zeile",
    "PHOTO;ENCODING=BASE64;TYPE=JPEG:",
    ...Array.from({ length: 20_000 }, () => ` ${"A".repeat(70)}`),
    "",
    "END:VCARD",
  ].join("\r\n");
  await choose(page, "phone.vcf", card);
  await expect(page.getByText("1 person · contact cards")).toBeVisible();
  await page.getByRole("button", { name: "See who would be added" }).click();
  await page.getByRole("button", { name: "Import 1 person" }).click();
  await page.getByRole("link", { name: "See the clients" }).click();
  await expect(page.getByRole("row", { name: "Jörg Müller" })).toBeVisible();
});

test("a picture that is named like a table is refused in words, and lines that are broken are told with their words", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await openImport(page);
  await choose(page, "clients.csv", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]));
  await expect(page.getByText("clients.csv was not imported")).toBeVisible();
  await expect(page.getByText("This is a JPEG picture, not a list of people.")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await choose(page, "broken.csv", 'First name,Last name\n"Marigold,Thistle\nJuniper,Vale\nWren,Ash,down\n');
  await page.getByRole("button", { name: "See who would be added" }).click();
  const leftOut = page.getByRole("list", { name: "Left out" });
  await expect(leftOut).toContainText("Line 2: A quotation mark here is never closed");
  await expect(leftOut).toContainText('"Marigold,Thistle');
  await expect(leftOut).toContainText("Line 4: This line has more cells than there are columns");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Import 1 person" }).click();
  await expect(page.getByText("1 person imported")).toBeVisible();
  await expect(leftOut).toContainText('"Marigold,Thistle');
});

test("a long import can be cancelled; what is in is in, until it is taken back as one", async ({ newSeat }) => {
  test.setTimeout(240_000);
  const { page } = await newSeat(PHONE);
  await signUp(page, aPerson());
  await openImport(page);
  const rows = Array.from({ length: 5_000 }, (_, index) => `Marigold ${index},m${index}@example.invalid`);
  await choose(page, "many.csv", `First name,E-mail\n${rows.join("\n")}\n`);
  await page.getByRole("button", { name: "See who would be added" }).click();
  await page.getByRole("button", { name: "Import 5,000 people" }).click();
  await expect(page.getByRole("progressbar")).toContainText(/[1-9]\d* of 5,000/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/of 5,000 people imported/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByRole("button", { name: "Put into the bin" }).click();
  await expect(page.getByText("The import was undone")).toBeVisible({ timeout: 60_000 });
  await goTo(page, "Clients");
  await expect(page.getByText("Nobody here yet")).toBeVisible();
});

test("everybody is exported as a table that spreadsheets run nothing of, and comes back from it", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await addFirstClient(page, "=1+1", "Thistlewood");
  await openImport(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("The file is not encrypted", { exact: false }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("menuitem", { name: "Table (CSV)" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^cliently-clients-\d{4}-\d\d-\d\d\.csv$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer); // a stream of bytes
  const table = Buffer.concat(chunks);
  expect(table.toString("utf8")).toContain("\r\n'=1+1,Thistlewood,");

  await choose(page, "back.csv", table);
  await expect(page.getByText("Recognised as an export of Cliently")).toBeVisible();
  await page.getByRole("button", { name: "See who would be added" }).click();
  await page.getByRole("button", { name: "Import 1 person" }).click();
  await page.getByRole("link", { name: "See the clients" }).click();
  await expect(page.getByRole("row", { name: "=1+1 Thistlewood" })).toHaveCount(2);

  await page.getByRole("button", { name: "Import and export" }).click();
  await expect(page.getByRole("menuitem", { name: "Contact cards (vCard), 2 people" })).toBeVisible();
  await page.keyboard.press("Escape");
  await goInside(page, "/storage");
  await expect(page.getByText("Last export from this device: ")).toBeVisible();
});

async function openImport(page: Page): Promise<void> {
  await goInside(page, "/clients/import");
  await expect(page.getByRole("heading", { name: "Import clients" })).toBeVisible();
}

async function choose(page: Page, name: string, contents: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(contents) });
}

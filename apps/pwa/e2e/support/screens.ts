import { expect, type BrowserContext, type Page } from "@playwright/test";

import { passwordField, section, syncBadge, unlock, type Person } from "./person.ts";
import { LONG_NAME } from "./long-names.ts";
import { serverForgets } from "./sessions.ts";

/** A screen, and how to get there from any other one of its list. `media`: paper, when it is not a screen at all. */
export type Screen = { name: string; media?: "print"; show: (page: Page) => Promise<void> };

/** Before one is signed in. */
export const DOORS: Screen[] = [
  at("sign-in", "/sign-in", "Sign in"),
  at("sign-up", "/sign-up", "Make an account"),
  at("privacy", "/privacy", "Privacy policy"),
];

/** A practice in which there is nothing yet. */
export const EMPTY: Screen[] = [
  at("clients-empty", "/clients", "Clients"),
  at("notes-empty", "/notes", "Notes"),
  at("new-note-empty", "/notes/new", "New note"),
  at("leads-empty", "/leads", "Leads"),
  at("search-empty", "/search", "Search"),
];

/** A practice of hundreds. */
export const FULL: Screen[] = [
  at("clients-full", "/clients", "Clients"),
  { name: "clients-choosing", show: choosing },
  at("leads-full", "/leads", "Leads"),
  at("notes-full", "/notes", "Notes"),
  { name: "search-full", show: (page) => searchFor(page, "bebabe") },
];

/** Somebody with as long a name, and as many tags and contacts, as one may have. */
export const LONG: Screen[] = [
  at("clients-long", "/clients", "Clients"),
  at("leads-long", "/leads", "Leads"),
  { name: "client-long", show: (page) => pageOf(page, LONG_NAME) },
  { name: "emergency-long", show: (page) => emergency(page, LONG_NAME) },
  { name: "search-long", show: (page) => searchFor(page, "wilhelmina") },
  { name: "palette-long", show: (page) => palette(page, "wilhelmina") },
];

/** The screens of a demo practice, in the order in which to show them. */
export function practiceScreens(url: string, person: Person): Screen[] {
  return [
    at("clients", "/clients", "Clients"),
    { name: "new-client", show: newClient },
    { name: "clients-files", show: clientsFiles },
    { name: "clients-view", show: clientsView },
    { name: "client-menu", show: clientMenu },
    { name: "emergency", show: (page) => emergency(page, "Juniper Oakenshaw") },
    { name: "client-overview", show: (page) => client(page, "Overview") },
    { name: "client-notes", show: (page) => client(page, "Notes") },
    { name: "client-goals", show: (page) => client(page, "Goals & measures") },
    { name: "new-goal", show: newGoal },
    { name: "client-measures", show: measures },
    { name: "measure-dialog", show: measureDialog },
    { name: "client-consent", show: (page) => client(page, "Consent") },
    { name: "withdraw-dialog", show: withdrawDialog },
    { name: "consent-dialog", show: consentDialog },
    at("leads", "/leads", "Leads"),
    { name: "leads-list", show: leadsList },
    { name: "new-lead", show: newLead },
    { name: "lead", show: (page) => pageOf(page, "Clementine Ashgrove", "/leads") },
    { name: "not-a-fit", show: notAFit },
    at("leads-closed", "/leads?show=closed", "Leads"),
    at("import", "/clients/import", "Import clients"),
    { name: "import-mapping", show: importMapping },
    { name: "import-preview", show: importPreview },
    { name: "search", show: (page) => searchFor(page, "evning list") },
    { name: "palette", show: (page) => palette(page, "mari") },
    { name: "shortcuts", show: shortcuts },
    at("storage", "/storage", "Storage"),
    at("notes", "/notes", "Notes"),
    { name: "new-note", show: newNote },
    { name: "note", show: note },
    { name: "note-details", show: noteDetails },
    { name: "note-quiet", show: noteQuiet },
    { name: "note-versions", show: noteVersions },
    { name: "sign-dialog", show: signDialog },
    { name: "note-signed", show: noteSigned },
    { name: "note-addendum", show: noteAddendum },
    at("templates", "/settings/templates", "Templates & snippets"),
    { name: "template", show: ownTemplate },
    { name: "sync-panel", show: syncPanel },
    { name: "delete-dialog", show: deleteDialog },
    { name: "client-in-bin", show: clientInBin },
    at("bin", "/bin", "Bin"),
    at("settings", "/settings", "Settings"),
    { name: "sign-out", show: signOut },
    { name: "sign-in-again", show: (page) => signInAgain(page, url) },
    { name: "sign-in-again-dialog", show: signInAgainDialog },
    { name: "lock", show: lock },
    { name: "after-the-lock", show: (page) => afterTheLock(page, person) },
    { name: "not-kept", show: notKept },
  ];
}

/** Goes to an address inside the running app: loading it anew would lock it. */
export async function goInside(page: Page, path: string): Promise<void> {
  await closeDialog(page);
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

function at(name: string, path: string, heading: string): Screen {
  return {
    name,
    async show(page) {
      await goInside(page, path);
      await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
      await isStill(page);
    },
  };
}

async function newClient(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("button", { name: "New client", exact: true }).click();
  await expect(page.getByLabel("First name")).toBeFocused();
}

async function client(page: Page, tab: string): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("row", { name: "Marigold Thistlewood" }).click();
  await page.getByRole("tab", { name: tab }).click();
  await expect(page.getByRole("tabpanel", { name: tab })).not.toBeEmpty();
  await isStill(page);
}

/** The page of somebody, from the list on which they stand. */
async function pageOf(page: Page, name: string, list = "/clients"): Promise<void> {
  await goInside(page, list);
  const find = page.getByRole("searchbox", { name: /^Find/ });
  if (list === "/clients" && name === LONG_NAME) await find.fill(name); // of hundreds, those in sight are on the page
  await page.getByRole("row", { name }).first().click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await isStill(page);
}

async function clientsFiles(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await opensMenu(page, "Import and export");
}

async function clientsView(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("button", { name: "View" }).click();
  await expect(page.getByRole("group", { name: "View" })).toBeVisible();
  await isStill(page);
}

async function clientMenu(page: Page): Promise<void> {
  await pageOf(page, "Juniper Oakenshaw");
  await opensMenu(page, "More about this client");
}

/** Whom to call for somebody who has more than one to call. */
async function emergency(page: Page, name: string): Promise<void> {
  await pageOf(page, name);
  await opensMenu(page, "Emergency");
}

async function opensMenu(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await isStill(page);
}

async function choosing(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("button", { name: "Choose" }).click();
  await page.getByRole("row").nth(1).click();
  await page.getByRole("row").nth(2).click();
  await isStill(page);
}

async function leadsList(page: Page): Promise<void> {
  await goInside(page, "/leads");
  const list = page.getByRole("radio", { name: "List" });
  if (await list.count()) await page.getByText("List", { exact: true }).click(); // a phone has no other
  await isStill(page);
}

async function newLead(page: Page): Promise<void> {
  await goInside(page, "/leads");
  await page.getByRole("button", { name: "New lead", exact: true }).click();
  await expect(page.getByLabel("First name")).toBeFocused();
  await isStill(page);
}

async function notAFit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Not a fit" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await isStill(page);
}

async function importMapping(page: Page): Promise<void> {
  const table = ["First name,Last name,E-mail,Born,Shoe size", "Perpetua,Hollow,hollow@example.invalid,1979-04-01,39"];
  const known = "Marigold,Thistlewood,marigold@example.invalid,,40";
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from([...table, known].join("\n")) };
  await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.getByRole("button", { name: "See who would be added" })).toBeVisible();
  await isStill(page);
}

async function importPreview(page: Page): Promise<void> {
  await page.getByRole("button", { name: "See who would be added" }).click();
  await expect(page.getByRole("button", { name: /^Import / })).toBeVisible();
  await isStill(page);
}

async function searchFor(page: Page, words: string): Promise<void> {
  await goInside(page, "/search");
  await page.getByRole("searchbox", { name: "Search everything" }).fill(words);
  await expect(page.getByRole("row").first()).toBeVisible();
  await isStill(page);
}

async function palette(page: Page, words: string): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find or go to" })).toBeVisible();
  await page.keyboard.type(words);
  await expect(page.getByRole("option").first()).toBeVisible();
  await isStill(page);
}

async function shortcuts(page: Page): Promise<void> {
  await goInside(page, "/settings");
  await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  await page.locator("#main").focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await isStill(page);
}

async function deleteDialog(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("row", { name: "Juniper Oakenshaw" }).click();
  await page.getByRole("button", { name: "Delete client" }).click();
  await expect(page.getByRole("button", { name: "Put into the bin" })).toBeVisible();
  await isStill(page);
}

async function clientInBin(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Put into the bin" }).click();
  await expect(page.getByText("This client is in the bin")).toBeVisible();
  await isStill(page);
}

async function withdrawDialog(page: Page): Promise<void> {
  await client(page, "Consent");
  await page
    .getByRole("button", { name: /^Withdraw: / })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "Withdraw it" })).toBeVisible();
  await isStill(page);
}

async function consentDialog(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await page.getByRole("row", { name: "Juniper Oakenshaw" }).click();
  await page.getByRole("tab", { name: "Consent" }).click();
  await page.getByRole("button", { name: "Record consent" }).first().click();
  await expect(page.getByRole("button", { name: "The client agreed" })).toBeVisible();
}

async function newNote(page: Page): Promise<void> {
  await goInside(page, "/notes/new");
  // The list of clients opens by itself; what is under it is to be seen.
  await expect(page.getByRole("combobox", { name: "Client" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "New note", exact: true })).toBeVisible();
  await isStill(page);
}

async function note(page: Page): Promise<void> {
  await goInside(page, "/notes");
  await page
    .getByRole("row", { name: /Marigold Thistlewood, SOAP/ })
    .first()
    .click();
  await expect(section(page, "Plan")).toContainText("Keep the evening list");
  await expect(page.getByRole("complementary").getByText("New measure")).toBeVisible(); // what stands beside it is here
  await isStill(page);
}

async function newGoal(page: Page): Promise<void> {
  await client(page, "Goals & measures");
  await page.getByRole("button", { name: "New goal" }).click();
  await expect(page.getByRole("dialog", { name: "New goal" })).toBeVisible();
  await isStill(page);
}

async function measures(page: Page): Promise<void> {
  await pageOf(page, "Juniper Oakenshaw");
  await page.getByRole("tab", { name: "Goals & measures" }).click();
  await expect(page.getByRole("button", { name: "New measure" })).toBeVisible();
  await isStill(page);
}

async function measureDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New measure" }).click();
  await page.getByRole("menuitem", { name: /^PHQ-9/ }).click();
  await expect(page.getByRole("dialog", { name: /PHQ-9/ })).toBeVisible();
  await isStill(page);
}

async function noteDetails(page: Page): Promise<void> {
  await note(page);
  await page.getByRole("button", { name: "Session details" }).click();
  await expect(page.getByLabel("Also present")).toBeVisible();
  await isStill(page);
}

async function noteQuiet(page: Page): Promise<void> {
  await note(page);
  await page.getByRole("button", { name: /^Only the text/ }).click();
  await expect(page.getByRole("complementary", { name: "Beside the note" })).toBeHidden();
  await isStill(page);
}

async function noteVersions(page: Page): Promise<void> {
  await page.keyboard.press("Escape"); // out of the quiet
  await note(page);
  await page.getByRole("button", { name: "Earlier versions" }).click();
  await expect(page.getByRole("dialog", { name: "Earlier versions" })).toBeVisible();
  await isStill(page);
}

async function signDialog(page: Page): Promise<void> {
  await goInside(page, "/notes");
  await page
    .getByRole("row", { name: /^Odalys/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Sign this note?" })).toBeVisible();
  await isStill(page);
}

async function noteSigned(page: Page): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByRole("button", { name: "Take the signature back" })).toBeVisible();
  await isStill(page);
}

async function noteAddendum(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add an addendum" }).click();
  await page.keyboard.type("Called on Sunday: the walk did her good.");
  await isStill(page);
}

async function ownTemplate(page: Page): Promise<void> {
  await goInside(page, "/settings/templates");
  await page.getByRole("row", { name: /Walk and talk/ }).click();
  await expect(page.getByRole("list", { name: "Sections" })).toBeVisible();
  await isStill(page);
}

async function syncPanel(page: Page): Promise<void> {
  await goInside(page, "/clients");
  await syncBadge(page).click();
  await expect(page.getByRole("button", { name: "Sync now" })).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await goInside(page, "/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("dialog", { name: "Sign out" })).toBeVisible();
}

async function signInAgain(page: Page, url: string): Promise<void> {
  await goInside(page, "/clients");
  await serverForgets(url, page.context());
  await syncBadge(page).click();
  await page.getByRole("button", { name: "Sync now" }).click();
  await closeDialog(page);
  await expect(page.getByText("Your sign-in has run out")).toBeVisible();
}

async function signInAgainDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(passwordField(page)).toBeFocused();
}

async function lock(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
}

async function afterTheLock(page: Page, person: Person): Promise<void> {
  await unlock(page, person);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function notKept(page: Page): Promise<void> {
  await newLead(page);
  await page.getByLabel("First name").fill("Sorrel");
  await page.getByLabel("What they asked for").fill("Mornings, and whether the room has stairs.");
  await page.goBack();
  await expect(page.getByText("Not kept: New lead")).toBeVisible();
  await isStill(page);
}

/** Makes a demo practice on a server that offers one, and says how to get into it again. */
export async function aDemo(
  context: BrowserContext,
): Promise<{ page: Page; person: { name: string; email: string; password: string } }> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto("/");
  await page.getByRole("button", { name: "Look around in a demo practice" }).click();
  await expect(page.getByRole("row", { name: "Marigold Thistlewood" })).toBeVisible();
  await expect(syncBadge(page)).toContainText("Synced");
  const [email = "", password = ""] = await page
    .getByText("To see it live on a second device")
    .locator("strong")
    .allTextContents();
  return { page, person: { name: "Demo practice", email, password } };
}

async function closeDialog(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  if (!(await dialog.isVisible())) return;
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

/** Nothing is being loaded or moved any more. */
export async function isStill(page: Page): Promise<void> {
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await page.evaluate(() =>
    document.fonts.ready.then(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))),
    ),
  );
}

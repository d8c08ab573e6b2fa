import { randomBytes } from "node:crypto";

import { expect, type Locator, type Page } from "@playwright/test";

export type Person = { name: string; email: string; password: string };

/** Making the key takes its time on a busy machine, also where no configuration says how long to wait. */
export const AT_THE_DOOR = { timeout: 30_000 };

/** Somebody who has no account yet. */
export function aPerson(name = "Ada Willow"): Person {
  const id = randomBytes(6).toString("hex");
  return { name, email: `${id}@example.invalid`, password: `walnut harbour ${id} lantern` };
}

export async function signUp(page: Page, { name, email, password }: Person): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await passwordField(page).fill(password);
  await page.getByText("I am 18 or over").click();
  await page.getByText("I agree to the").click({ position: { x: 4, y: 8 } });
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("heading", { name: "Clients", exact: true })).toBeVisible(AT_THE_DOOR);
}

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Clients", exact: true })).toBeVisible(AT_THE_DOOR);
}

/** Opens the practice behind the lock screen. */
export async function unlock(page: Page, { password }: Person): Promise<void> {
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible(AT_THE_DOOR);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeHidden(AT_THE_DOOR);
}

export function passwordField(page: Page): Locator {
  return page.getByLabel("Password", { exact: true });
}

/** Adds a client on the clients page and stays on the client's own. */
export async function addClient(page: Page, givenName: string, familyName: string): Promise<void> {
  await page.getByRole("button", { name: "New client", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "New client" });
  await dialog.getByLabel("First name").fill(givenName);
  await dialog.getByLabel("Last name").fill(familyName);
  await dialog.getByRole("button", { name: "Add client" }).click();
  await expect(page.getByRole("heading", { name: `${givenName} ${familyName}` })).toBeVisible();
}

/** Somebody new signs up, and adds their first client. */
export async function addFirstClient(
  page: Page,
  givenName: string,
  familyName: string,
  person = aPerson(),
): Promise<void> {
  await signUp(page, person);
  await addClient(page, givenName, familyName);
}

/** Writes into a field of the open record, and leaves it. */
export async function write(page: Page, field: string, text: string): Promise<void> {
  const box = page.getByRole("textbox", { name: field });
  await box.fill(text);
  await box.blur();
}

export async function tag(page: Page, text: string): Promise<void> {
  await page.getByLabel("Add a tag").fill(text);
  await page.getByLabel("Add a tag").press("Enter");
  await expect(page.getByRole("row", { name: text, exact: true })).toBeVisible();
}

/** Records on the client's page that they agreed to summaries by AI. */
export async function recordConsent(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Consent" }).click();
  const consent = page.getByRole("region", { name: "Summaries by AI" });
  await consent.getByRole("button", { name: "Record consent" }).click();
  await page.getByRole("button", { name: "The client agreed" }).click();
  await expect(consent.getByText(/^Stands since/)).toBeVisible();
}

/** Begins a SOAP note from the client's page and waits until one can write. */
export async function beginNote(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(section(page, "Plan")).toBeVisible();
}

/** Somebody new signs up, and begins a SOAP note about their first client. */
export async function beginFirstNote(
  page: Page,
  givenName: string,
  familyName: string,
  person = aPerson(),
): Promise<void> {
  await addFirstClient(page, givenName, familyName, person);
  await beginNote(page);
}

/** Opens the one note about a client, a SOAP note, from the clients page or from their own. */
export async function openNote(page: Page, client: string): Promise<void> {
  if (new URL(page.url()).pathname === "/clients") await page.getByRole("row", { name: client, exact: true }).click();
  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByRole("row", { name: new RegExp(`^${client}, SOAP`) }).click();
  await expect(page.getByRole("article", { name: "Session note" })).toBeVisible();
}

/** Signs the open note. `name`: as which; as the last time when absent. */
export async function sign(page: Page, client: string, name?: string): Promise<void> {
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign this note?" });
  await expect(dialog).toContainText(client);
  if (name) await dialog.getByLabel("Signed by").fill(name);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(signatureOf(page)).toBeVisible();
}

/** What the open note says of its signature. */
export function signatureOf(page: Page): Locator {
  return page.getByRole("article", { name: "Session note" }).getByText(/^Signed .* by /);
}

/** What has come so far of a summary that is being written. */
export function writing(page: Page): Locator {
  return page.getByRole("article", { name: "Summary", exact: true }).locator("[aria-busy=true]");
}

/** Walks there as somebody does who has no mouse. */
export async function tabsTo(page: Page, where: Locator): Promise<void> {
  await where.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await where.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(where).toBeFocused();
}

/** A section of the open note. */
export function section(page: Page, name: string): Locator {
  return page.getByRole("textbox", { name, exact: true });
}

/** Goes to a place by the rail or the phone's tabs, also when it is behind More. */
export async function goTo(page: Page, place: "Clients" | "Leads" | "Notes" | "Search" | "Settings"): Promise<void> {
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link").filter({ visible: true });
  await links.first().waitFor();
  const link = links.filter({ hasText: place });
  if (await link.isVisible()) return link.click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("dialog", { name: "More" }).getByRole("link", { name: place }).click();
}

export async function goToSearch(page: Page): Promise<void> {
  await goTo(page, "Search");
  await page.getByRole("searchbox", { name: "Search everything" }).click();
}

/** What the note says of where it is, above all else that it tells. */
export function receipt(page: Page): Locator {
  return page.getByRole("article", { name: "Session note" }).getByRole("status").first();
}

/** The state of the whole app, always in sight. */
export function syncBadge(page: Page): Locator {
  return page.getByRole("button", { name: /^Sync: / }).filter({ visible: true });
}

/** Types as a person does, and resolves when the last key is down. */
export async function types(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 12 });
}

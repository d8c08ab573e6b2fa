import type { Page } from "@playwright/test";

import { aClientOnTwo } from "./support/a-client-on-two.ts";
import { aClient, aNote, anId, anotherDevice, DAY, type Act } from "./support/another-device.ts";
import { isInstalled, LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import { pictures, violations } from "./support/looks.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginFirstNote,
  beginNote,
  goTo,
  receipt,
  section,
  sign,
  signIn,
  signUp,
  syncBadge,
  types,
  unlock,
} from "./support/person.ts";

for (const [size, look] of Object.entries({ laptop: LAPTOP, phone: PHONE })) {
  test(`on a ${size}, a whole session is kept beside its words, without a network too, and is on the other device later`, async ({
    newSeat,
    server,
  }) => {
    const person = aPerson();
    const { page, context, goOffline, goOnline } = await newSeat(look);
    const { clientId, send } = await aClientOnTwo({ page, context }, server.url, "Marigold", "Thistlewood", person);
    await isInstalled(page);
    await send([
      aGoal(clientId, "Sleep through four nights a week"),
      aNote(
        clientId,
        { subjective: "Tired.", plan: "Keep the evening list.\n- Walk twice a week" },
        { startedAt: Date.now() - 7 * DAY },
      ),
    ]);

    await beginNote(page);
    await page.getByRole("button", { name: "Start timer" }).click();
    await expect(page.getByRole("button", { name: "Stop timer" })).toBeVisible();
    await section(page, "Subjective").click();
    await types(page, "Slept better since the walk became a habit.");

    // Loading the page anew, the clock runs on.
    await expect(receipt(page)).toContainText("on the server");
    await page.reload();
    await unlock(page, person);
    await expect(page.getByRole("button", { name: "Stop timer" })).toBeVisible();
    await expect(section(page, "Subjective")).toHaveText("Slept better since the walk became a habit.");
    const note = new URL(page.url()).pathname;

    // What was planned the last time is put into the plan, taken out, and put in again.
    const plan = section(page, "Plan");
    await insertLastPlan(page);
    await expect(plan).toHaveText("Keep the evening list.Walk twice a week");
    await expect(plan.getByRole("listitem")).toHaveText("Walk twice a week");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(plan).toHaveText("");
    await plan.click();
    await types(page, "First of all: rest.");
    await insertLastPlan(page);
    await expect(plan).toHaveText("First of all: rest.Keep the evening list.Walk twice a week");
    await page.getByRole("button", { name: "Dismiss" }).click();

    await goOffline();
    await page.getByRole("button", { name: "Session details" }).click();
    await expect(page.getByLabel("Session number")).toHaveValue("1");
    await page.getByLabel("Session number").fill("12");
    await expect(receipt(page)).toHaveText("Writing…");
    await page.getByRole("button", { name: "Setting" }).click();
    await page.getByRole("option", { name: "Couple" }).click();
    await page.getByRole("button", { name: "Held" }).click();
    await page.getByRole("option", { name: "By video" }).click();
    await page.getByLabel("Also present").fill("Rowan");
    await page.getByRole("group", { name: "Goals touched" }).getByText("Sleep through four nights a week").click();
    await expect(receipt(page), "of the header alone").toContainText("waiting to sync");
    expect(await violations(page)).toEqual([]);
    await pictures(page, `note-details-${size}`);
    await page.getByRole("button", { name: "Session details" }).click();
    await page.getByRole("textbox", { name: "Safety and risk" }).fill("Nothing that worries either of us.");
    await page.getByRole("button", { name: "Stop timer" }).click();
    await expect(page.getByText(/^less than a minute|\d min$/)).toBeVisible();
    await section(page, "Objective").click();
    await types(page, "Calm voice.");
    await expect(receipt(page)).toContainText("waiting to sync");
    // Whatever is typed last is kept, also when the page goes with it.
    await page.getByRole("textbox", { name: "Safety and risk" }).fill("Asked: nothing that worries either of us.");
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Marigold Thistlewood" })).toBeVisible();

    await goOnline();
    await expect(syncBadge(page)).toContainText("Synced");
    const other = await newSeat(look);
    await signIn(other.page, person);
    await goTo(other.page, "Notes");
    const firstAt = await whereTextComes(other.page);
    await other.page
      .getByRole("row", { name: /Marigold Thistlewood, SOAP/ })
      .first()
      .click();
    await expect(section(other.page, "Plan")).toHaveText("First of all: rest.Keep the evening list.Walk twice a week");
    expect(new URL(other.page.url()).pathname).toBe(note);
    await expect(other.page.getByText("Session 12 · Couple · By video · with Rowan · 1 goal")).toBeVisible();
    await expect(other.page.getByText(/^less than a minute|\d min$/)).toBeVisible();
    await expect(other.page.getByRole("button", { name: "Start timer" })).toBeVisible();
    await expect(other.page.getByRole("group", { name: "Date" })).toBeVisible();
    expect((await other.page.locator("[role=textbox][contenteditable=true]").first().boundingBox())?.y).toBe(
      await firstAt(),
    );
    await expect(other.page.getByRole("textbox", { name: "Safety and risk" })).toHaveValue(
      "Asked: nothing that worries either of us.",
    );
    expect(await violations(other.page)).toEqual([]);
  });

  test(`on a ${size}, everything but the text can be put away while one writes, and brought back`, async ({
    newSeat,
  }) => {
    const { page } = await newSeat(look);
    await beginFirstNote(page, "Juniper", "Ash");
    await section(page, "Objective").click();
    const place = await section(page, "Objective").boundingBox();
    await types(page, "Calm voice.");
    await expect(receipt(page)).toContainText(/On this device \d.* · on the server \d/);
    expect(await section(page, "Objective").boundingBox()).toEqual(place); // whatever the receipt says
    const safety = page.getByRole("textbox", { name: "Safety and risk" });
    await safety.focus();
    const below = await section(page, "Objective").boundingBox(); // a small screen has moved to the line
    await safety.fill("Asked: no risk.");
    await expect(receipt(page)).toHaveText("Writing…");
    expect(await section(page, "Objective").boundingBox()).toEqual(below);
    await safety.blur();
    await expect(receipt(page)).toContainText("on the server");
    expect(await section(page, "Objective").boundingBox()).toEqual(below);
    await page.getByRole("button", { name: "Only the text" }).click();
    await expect(page.getByRole("navigation", { name: "Main" }).filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Session details" })).toBeHidden();
    await expect(page.getByRole("complementary", { name: "Beside the note" })).toBeHidden();
    await expect(receipt(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await pictures(page, `note-quiet-${size}`);
    // For the visit: the next note is as quiet.
    await page.getByRole("link", { name: "Juniper Ash" }).click();
    await expect(page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).first()).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("button", { name: "Show everything again" })).toBeVisible();
    await section(page, "Objective").click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Session details" })).toBeVisible();
    await expect(section(page, "Objective")).toBeFocused();
  });
}

test("by keyboard alone, one goes through a note, runs its clock, changes its template and takes over the last plan", async ({
  newSeat,
  server,
}) => {
  const seat = await newSeat();
  const { page } = seat;
  const { clientId, send } = await aClientOnTwo(seat, server.url, "Barnaby", "Reed");
  await send([aNote(clientId, { plan: "Call the school." }, { startedAt: Date.now() - 7 * DAY })]);
  await page.getByRole("button", { name: "New note" }).press("Enter");
  await expect(page.getByRole("button", { name: "Begin" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(section(page, "Subjective")).toBeFocused();
  await types(page, "Spoke of the move.");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(section(page, "Objective")).toBeFocused();
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("button", { name: "Stop timer" })).toBeVisible();
  await expect(section(page, "Objective")).toBeFocused();

  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("button", { name: /Template/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "SOAP" })).toBeFocused();
  await types(page, "DAP");
  await expect(page.getByRole("option", { name: "DAP" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(section(page, "Data")).toBeVisible();
  await expect(section(page, "Other · Subjective")).toHaveText("Spoke of the move.");

  await expect(page.getByRole("button", { name: /Template/ })).toBeFocused();
  for (const name of ["Data", "Assessment", "Plan", "Other · Subjective", "Safety and risk"]) {
    await page.keyboard.press("Alt+ArrowDown");
    await expect(section(page, name)).toBeFocused();
  }
  await types(page, "Asked, and well.");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("complementary", { name: "Beside the note" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Insert" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(section(page, "Plan")).toHaveText("Call the school.");
  await expect(section(page, "Plan")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(section(page, "Plan")).toHaveText("");
  await page.keyboard.press("Control+Shift+F");
  await expect(page.getByRole("button", { name: "Show everything again" })).toBeVisible();
  await expect(section(page, "Plan")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Session details" })).toBeVisible();
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("button", { name: "Start timer" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Safety and risk" })).toHaveValue("Asked, and well.");
});

test("an end is typed after the start, over midnight too; that risk was not assessed is said without words", async ({
  newSeat,
}) => {
  const { page } = await newSeat({ ...LAPTOP, locale: "en-GB" });
  await beginFirstNote(page, "Barnaby", "Reed");
  const typesTime = async (field: string, time: string) => {
    await page.getByRole("group", { name: field, exact: true }).getByRole("spinbutton").first().click();
    await types(page, time);
    await page.keyboard.press("Tab");
  };
  await typesTime("Start", "2330");
  await typesTime("End", "2350");
  await expect(page.getByText("20 min", { exact: true })).toBeVisible();
  await typesTime("End", "0020");
  await expect(page.getByText("50 min, over midnight")).toBeVisible();
  await typesTime("Start", "1000");
  await expect(page.getByText("50 min", { exact: true })).toBeVisible();

  const words = page.getByRole("textbox", { name: "Safety and risk" });
  await page.getByText("Not assessed", { exact: true }).click();
  await expect(words).toBeDisabled();
  await page.getByText("Not assessed", { exact: true }).click();
  await words.fill("Asked, and well.");
  await expect(page.getByRole("checkbox", { name: "Not assessed" })).toBeDisabled();
  await expect(page.getByRole("main")).not.toContainText("was also changed on");

  // Too much for a line is not cut, and not lost with the page.
  await words.blur();
  const much = "Asked, and well. ".repeat(1_000);
  await words.fill(much);
  await goTo(page, "Clients");
  await expect(page.getByText(/^Not kept: Safety and risk of the note of /)).toBeVisible();
  await page.goBack();
  await expect(words).toHaveValue("Asked, and well.");
});

test("a client with a template of their own is written about at once, and it can still be changed", async ({
  newSeat,
  server,
}) => {
  const { page, context } = await newSeat();
  await signUp(page, aPerson());
  const form = { id: anId(), name: "Walk and talk", sections: [{ id: "the-way", name: "The way" }] };
  await (
    await anotherDevice(server.url, context)
  )([
    {
      name: "preset.create",
      v: 1,
      args: { id: form.id, fields: { kind: "template", name: form.name, sections: form.sections } },
    },
    aClient({ givenName: "Juniper", familyName: "Ash", noteTemplate: form.id }),
  ]);
  await page.getByRole("row", { name: "Juniper Ash" }).click();
  await page.getByRole("button", { name: "New note" }).click();
  await expect(section(page, "The way")).toBeFocused();
  await types(page, "By the river.");
  await page.getByRole("button", { name: /Template/ }).click();
  await page.getByRole("option", { name: "GROW" }).click();
  await expect(section(page, "Reality")).toBeVisible();
  await expect(section(page, "Other · The way")).toHaveText("By the river.");
  await page.getByRole("button", { name: /Template/ }).click();
  await page.getByRole("option", { name: "Walk and talk" }).click();
  await expect(section(page, "The way")).toHaveText("By the river.");
  // Back leads to where one came from, and begins no second note.
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Juniper Ash" })).toBeVisible();
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(page.getByRole("row")).toHaveCount(1);
});

test("no note begins about somebody in the bin unless one chooses so, and a double press begins one alone", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  const person = aPerson();
  await addFirstClient(page, "Barnaby", "Reed", person);
  await goTo(page, "Clients");
  await addClient(page, "Juniper", "Ash");
  const client = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "More about this client" }).click();
  await page.getByRole("menuitem", { name: "Delete client" }).click();
  await page.getByRole("button", { name: "Put into the bin" }).click();
  await expect(page.getByText("This client is in the bin")).toBeVisible();
  await page.goto(`/notes/new?client=${client.split("/").at(-1)}`);
  await unlock(page, person);
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("");
  await page.keyboard.press("Escape"); // those there are stand in front
  await expect(page.getByRole("button", { name: "Begin" })).toBeDisabled();

  await page.goto(client);
  await unlock(page, person);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("button", { name: "New note" }).click();
  await page.getByRole("button", { name: "Begin" }).dblclick();
  await expect(section(page, "Plan")).toBeVisible();
  await page.getByRole("link", { name: "Juniper Ash" }).click();
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(page.getByRole("row")).toHaveCount(1);
});

for (const browser of ["a browser", "a browser that tells nothing of its list of pages"])
  test(`in ${browser}, what is opened from in front of a note takes its place: one way back, and one forward`, async ({
    newSeat,
    server,
  }) => {
    const person = aPerson();
    const { page, context } = await newSeat(PHONE);
    if (browser !== "a browser")
      await page.addInitScript(() => Object.defineProperty(globalThis, "navigation", { value: undefined }));
    const { clientId, send } = await aClientOnTwo({ page, context }, server.url, "Juniper", "Ash", person);
    await send([aNote(clientId, { plan: "Walk twice a week." }, { startedAt: Date.now() - 7 * DAY })]);
    await beginNote(page);
    const note = page.url();
    const sheet = page.getByRole("dialog", { name: "Juniper Ash" });
    const opens = async () => {
      await page.getByRole("button", { name: "Client", exact: true }).click();
      await expect(sheet).toBeVisible();
      await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toContain("isInFront");
    };
    await opens();
    await page.goBack();
    await expect(sheet).toHaveCount(0);
    expect(page.url()).toBe(note);

    await opens();
    await sheet.locator('a[href^="/notes/"]').click();
    await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
    await page.goBack();
    await expect(section(page, "Plan")).toHaveText("");
    expect(page.url()).toBe(note);
    await page.goForward();
    await expect(section(page, "Plan")).toHaveText("Walk twice a week.");
    await page.goBack();
    await expect(section(page, "Plan")).toHaveText("");

    // A reload with it open leaves nothing behind either.
    await opens();
    await page.reload();
    await unlock(page, person);
    await expect(section(page, "Plan")).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Juniper Ash" })).toBeVisible();
  });

test("a long draft opens at its head, and one goes on where its first part ends", async ({ newSeat, server }) => {
  const seat = await newSeat();
  const { page } = seat;
  const { clientId, send } = await aClientOnTwo(seat, server.url, "Juniper", "Ash");
  const line = "The evenings are the key, and so is the walk before dinner.";
  await send([aNote(clientId, { subjective: Array.from({ length: 60 }, () => line).join("\n") })]);
  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByRole("row").first().click();
  const text = section(page, "Subjective");
  await expect(text).toBeFocused();
  await expect(page.getByRole("link", { name: "Juniper Ash" })).toBeInViewport();
  await types(page, " Then rest.");
  await expect(text.locator("p").last()).toHaveText(`${line} Then rest.`);
  await expect(text.locator("p").last()).toBeInViewport();
});

test("notes are narrowed by their template and their time; the address remembers it, and nothing found says what to do", async ({
  newSeat,
  server,
}) => {
  const seat = await newSeat();
  const { page } = seat;
  const { clientId, send } = await aClientOnTwo(seat, server.url, "Marigold", "Thistlewood");
  await send([
    aNote(clientId, { subjective: "Today." }),
    aNote(clientId, { subjective: "Long ago." }, { startedAt: Date.now() - 100 * DAY }),
    aNote(clientId, { narrative: "A long walk." }, { startedAt: Date.now() - 101 * DAY, template: "narrative" }),
  ]);
  await goTo(page, "Notes");
  await expect(page.getByRole("row", { name: /Draft$/ })).toHaveCount(3);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /Template/ }).click();
  await page.getByRole("option", { name: "Narrative" }).click();
  await expect(page.getByRole("row")).toHaveCount(1);
  await page.getByRole("row", { name: /Narrative/ }).click();
  await expect(section(page, "Note")).toHaveText("A long walk.");
  await sign(page, "Marigold Thistlewood");
  await page.goBack();
  await expect(page.getByRole("row")).toHaveCount(1);
  expect(page.url()).toContain("template=narrative");
  await page.getByRole("button", { name: /Time/ }).click();
  await page.getByRole("option", { name: "This month" }).click();
  await expect(page.getByText("No such notes")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByText("No such notes").locator("..").getByRole("button", { name: "Show all notes" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Not signed" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row", { name: /Narrative/ })).toHaveCount(0);

  await goTo(page, "Clients");
  await page.getByRole("row", { name: "Marigold Thistlewood" }).click();
  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /Time/ }).click();
  await page.getByRole("option", { name: "This month" }).click();
  await expect(page.getByRole("row")).toHaveCount(1);
  expect(page.url()).toContain("tab=notes");
});

async function insertLastPlan(page: Page): Promise<void> {
  const sheet = page.getByRole("button", { name: "Client", exact: true });
  const insert = page.getByRole("button", { name: "Insert" });
  await expect(sheet.or(insert).first()).toBeVisible();
  if (await sheet.isVisible()) await sheet.click();
  await insert.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

function aGoal(clientId: string, title: string): Act {
  const fields = { title, details: "", unit: "nights", start: 0, target: 4, dueOn: null, status: "open" };
  return { name: "goal.create", v: 1, args: { id: anId(), clientId, fields, steps: {} } };
}

/** Where the first text of a note is when it comes, from the top of the page, in px; to be asked once it is there. */
async function whereTextComes(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const text = document.querySelector("[role=textbox][contenteditable=true]");
      if (!text) return;
      observer.disconnect();
      Object.assign(globalThis, { textCameAt: text.getBoundingClientRect().y });
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { textCameAt: number }).textCameAt); // set above
}

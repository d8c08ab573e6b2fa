import { toBase64 } from "@cliently/api/domain/base64";
import type { Locator, Page } from "@playwright/test";
import { Doc, encodeStateAsUpdateV2, XmlElement, type XmlFragment, XmlText } from "yjs";

import { docs, word } from "../src/testing/clipboards.ts";
import { hostile } from "../src/testing/hostile-markup.ts";
import { aClientOnTwo } from "./support/a-client-on-two.ts";
import { aNoteOnTwo } from "./support/a-note-on-two.ts";
import { aNote } from "./support/another-device.ts";
import { apart } from "./support/apart.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/journey.ts";
import {
  addClient,
  addFirstClient,
  aPerson,
  beginFirstNote,
  beginNote,
  goTo,
  openNote,
  receipt,
  section,
  signIn,
  signUp,
  syncBadge,
  tabsTo,
  types,
  unlock,
} from "./support/person.ts";

test("what is pasted becomes the note's own text, hostile markup included, and one undo takes it back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Juniper", "Ash");
  const subjective = section(page, "Subjective");

  await subjective.click();
  await types(page, "Before. ");
  await pastes(page, { html: word });
  await expect(subjective.locator("h2")).toHaveText("Session plan");
  await expect(subjective.locator("strong")).toHaveText("better");
  await expect(subjective.locator("ul ul li")).toHaveText("Before dinner");
  await expect(subjective.locator("ol li")).toHaveText(["First this", "Then that"]);
  await expect(subjective).toContainText("Mood · 6 of 10");
  await page.keyboard.press("Control+z");
  await expect(subjective).toHaveText("Before. ");

  const objective = section(page, "Objective");
  await objective.click();
  await pastes(page, { html: docs });
  await expect(objective.locator("ul[data-type=taskList] li").first()).toHaveAttribute("data-checked", "true");
  await expect(objective.locator("strong")).toHaveText(["heavy"]);

  const assessment = section(page, "Assessment");
  await assessment.click();
  await pastes(page, { text: "## Course\n- [x] **slept**\n- [ ] ate\n\n1. first\n2. second" });
  await expect(assessment.locator("h2")).toHaveText("Course");
  await expect(assessment.locator("ul[data-type=taskList] li p")).toHaveText(["slept", "ate"]);

  const plan = section(page, "Plan");
  await plan.click();
  await pastes(page, { html: hostile.join("") });
  await expect(plan).toContainText("kept");
  // Nothing in the page but what a note can hold; the journey fails by itself when the policy had anything to report.
  const names = await page
    .locator(".note-text *")
    .evaluateAll((all) => [...new Set(all.map(({ tagName }) => tagName))]);
  const kinds = ["P", "H2", "H3", "UL", "OL", "LI", "STRONG", "EM", "BR", "LABEL", "INPUT", "SPAN", "DIV"];
  expect(names.filter((name) => !kinds.includes(name))).toEqual([]);

  await plan.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await types(page, "Mine.");
  await pastes(page, { text: "too much ".repeat(40_000) });
  await expect(page.getByText("That is too much for one note")).toBeVisible();
  await expect(plan).toHaveText("Mine.");
  await pastes(page, { html: `<p ${'style="x" '.repeat(60_000)}> Small.</p>` });
  await expect(plan).toHaveText("Mine.Small.");
  await expect(page.getByText("That is too much for one note")).toBeHidden();
  await expect(receipt(page)).toContainText("on the server");
});

test("a note that is full takes no more words, however they come, and loses none of those it has", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await beginFirstNote(page, "Juniper", "Ash");
  const subjective = section(page, "Subjective");
  const full = page.getByText("This note is full");
  await subjective.click();
  await pastes(page, { text: "Slept better. ".repeat(17_000).trim() });
  await expect(subjective).toContainText("Slept better.");
  const plan = section(page, "Plan");
  await plan.click();
  await page.keyboard.insertText("Dictated. ".repeat(4_000)); // as dictation puts it in: at once, and not as a paste
  await expect(full).toBeVisible();
  await expect(full).toBeInViewport(); // however long the note is
  await expect(plan).toHaveText("");
  const place = await plan.boundingBox();
  await types(page, "Walk twice a week.");
  await expect(plan).toHaveText("Walk twice a week.");
  await expect(full).toBeHidden();
  expect(await plan.boundingBox()).toEqual(place);
  await expect(receipt(page)).toContainText("on the server");
  await page.getByRole("link", { name: "Clients", exact: true }).first().click();
  await expect(page.getByText("Not kept: Plan of a note")).toBeVisible();
  await expect(page.getByRole("group", { name: "What you wrote" })).toContainText("Dictated. Dictated.");
  await expect(syncBadge(page)).not.toContainText("Needs you");
});

test("whoever types on while words of the note are refused stays in it, and is told where those are; what comes after arrives", async ({
  twoDevices,
}) => {
  const { laptop, phone } = twoDevices;
  await aNoteOnTwo(twoDevices);
  const { page } = laptop;
  const plan = section(page, "Plan");
  await apart(laptop, phone, async (seat) => {
    await section(seat.page, "Objective").click();
    await pastes(seat.page, { text: noise(seat === phone ? 180_000 : 100_000) });
    await section(seat.page, seat === phone ? "Assessment" : "Plan").click();
    await types(seat.page, seat === phone ? "Written on the phone." : "Refused too. ");
    await expect(receipt(seat.page)).toContainText(seat === phone ? "on the server" : "waiting to sync");
  });
  // Each of these letters would do something, were it heard by the page.
  const bar = page.getByRole("region", { name: "Needs you" });
  while (!(await bar.isVisible())) {
    await types(page, "nec");
    await expect(plan).toBeFocused();
  }
  await types(page, " And on.");
  await expect(plan).toBeFocused();
  await page.keyboard.press("Control+b");
  await expect(page.getByRole("button", { name: /^Bold/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+b");
  await types(page, " To the end.");
  await expect(plan).toContainText("To the end.");
  await expect(section(page, "Assessment")).toHaveText("Written on the phone.");
  await expect(section(phone.page, "Plan")).toContainText("To the end.");
  await expect(section(phone.page, "Plan")).not.toContainText("Refused too.");

  await bar.getByRole("button", { name: "Look" }).click();
  await expect(page.getByText("Words of this note were set aside")).toBeInViewport();
  await expect(page.getByRole("group", { name: "What was set aside" })).toContainText("Refused too.");
});

test("whoever loads the page anew in the middle of a word loses no letter of it", async ({ newSeat }) => {
  const person = aPerson();
  const { page } = await newSeat();
  await beginFirstNote(page, "Juniper", "Ash", person);
  let all = "";
  for (let time = 0; time < 3; time++) {
    const words = `Time ${time}, and the evenings were `;
    const text = section(page, "Subjective");
    await text.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(words);
    all += words;
    await page.reload();
    await unlock(page, person);
    await expect(section(page, "Subjective")).toHaveText(all.trim());
  }
});

/** Letters that cannot be written shorter. */
function noise(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26))).join("");
}

/** Copies as another program would, and pastes where the caret is. */
async function pastes(page: Page, copied: { html?: string; text?: string }): Promise<void> {
  await page.evaluate(({ html, text }) => {
    const copy = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (html) event.clipboardData?.setData("text/html", html);
      if (text) event.clipboardData?.setData("text/plain", text);
    };
    addEventListener("copy", copy, { capture: true, once: true });
  }, copied);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
}

test("a snippet is typed by its name, by Tab, Enter or space, and undo brings the name back", async ({ newSeat }) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await goTo(page, "Settings");
  await page.getByRole("link", { name: "Templates & snippets" }).click();
  await keepsSnippet(page, ";slept", "Slept better, worried less.");
  await keepsSnippet(page, ";plan", "- Walk **twice** a week\n- Call on Monday");

  await goTo(page, "Clients");
  await addClient(page, "Juniper", "Ash");
  await beginNote(page);
  const subjective = section(page, "Subjective");
  await subjective.click();
  await types(page, "Today: ;slept and on");
  await expect(subjective).toHaveText("Today: Slept better, worried less. and on");
  await page.keyboard.press("Enter");
  await types(page, ";slept");
  await page.keyboard.press("Tab");
  await expect(subjective.locator("p").last()).toHaveText("Slept better, worried less.");
  await page.keyboard.press("Control+z");
  await expect(subjective.locator("p").last()).toHaveText(";slept");
  await types(page, "s ;none ");
  await expect(subjective.locator("p").last()).toHaveText(";slepts ;none");

  const plan = section(page, "Plan");
  await plan.click();
  await types(page, ";plan");
  await page.keyboard.press("Enter");
  await expect(plan.locator("ul li")).toHaveText(["Walk twice a week", "Call on Monday"]);
  await expect(plan.locator("strong")).toHaveText("twice");
  await page.keyboard.press("Control+End");
  await types(page, " at ten, ");

  // By the palette, where the caret was; and nothing of that where there is no note.
  await page.keyboard.press("Control+k");
  await types(page, "insert slept");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(plan.locator("ul li").last()).toHaveText("Call on Monday at ten, Slept better, worried less.");
  await types(page, " Then rest.");
  await expect(plan.locator("ul li").last()).toContainText("worried less. Then rest.");
  await goTo(page, "Settings");
  await page.keyboard.press("Control+k");
  await types(page, "slept");
  await expect(page.getByRole("option", { name: /Juniper Ash/ }).first()).toBeVisible(); // it is in what was written
  await expect(page.getByRole("option", { name: /Insert snippet/ })).toHaveCount(0);
});

test("a template of one's own is made with the keyboard alone and without a network, and a note by it is there on the other device", async ({
  newSeat,
}) => {
  const person = aPerson();
  const laptop = await newSeat();
  const { page } = laptop;
  await addFirstClient(page, "Juniper", "Ash", person);
  await goTo(page, "Settings");
  await page.getByRole("link", { name: "Templates & snippets" }).click();
  await expect(page.getByText("None of your own yet")).toBeVisible();
  await laptop.goOffline();

  await tabsTo(page, page.getByRole("button", { name: "New template" }));
  await page.keyboard.press("Enter");
  await types(page, "Copy of SOAP");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "SOAP, mine" })).toBeVisible();
  const sections = page.getByRole("list", { name: "Sections" }).getByRole("textbox");
  await tabsTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.press("Control+a");
  await types(page, "Evening notes");
  await tabsTo(page, sections.first());
  await expect(page.getByRole("heading", { name: "Evening notes" })).toBeVisible();
  await page.keyboard.press("Control+a");
  await types(page, "What they said");
  await page.keyboard.press("Alt+ArrowDown");
  await expectNames(sections, ["Objective", "What they said", "Assessment", "Plan"]);
  await expect(sections.nth(1)).toBeFocused();
  await tabsTo(page, page.getByRole("button", { name: "Move or remove Assessment" }));
  await page.keyboard.press("Enter");
  await types(page, "Remove");
  await page.keyboard.press("Enter");
  await expectNames(sections, ["Objective", "What they said", "Plan"]);
  await tabsTo(page, page.getByLabel("Another section"));
  await types(page, "Homework");
  await page.keyboard.press("Enter");
  await expectNames(sections, ["Objective", "What they said", "Plan", "Homework"]);
  // What is typed when one goes is kept.
  await types(page, "Sleep");
  await goTo(page, "Clients");

  await page.getByRole("row", { name: "Juniper Ash" }).click();
  await page.getByRole("button", { name: /Notes begin with/ }).click();
  await page.getByRole("option", { name: "Evening notes" }).click();
  await page.getByRole("button", { name: "New note" }).press("Enter");
  await expect(section(page, "Objective")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(section(page, "What they said")).toBeFocused();
  await types(page, "The evenings are long.");
  await expect(receipt(page)).toContainText("waiting to sync");
  await laptop.goOnline();
  await expect(receipt(page)).toContainText("on the server");
  await expect(syncBadge(page)).toContainText("Synced");

  const phone = await newSeat(PHONE);
  await signIn(phone.page, person);
  await phone.page.getByRole("row", { name: "Juniper Ash" }).click();
  await expect(phone.page.getByRole("button", { name: /Notes begin with/ })).toContainText("Evening notes");
  await phone.page.getByRole("tab", { name: "Notes" }).click();
  await phone.page.getByRole("row", { name: /Evening notes/ }).click();
  await expect(section(phone.page, "What they said")).toHaveText("The evenings are long.");
  for (const name of ["Objective", "Plan", "Homework", "Sleep"]) await expect(section(phone.page, name)).toHaveText("");
  await goTo(phone.page, "Settings");
  await phone.page.getByRole("link", { name: "Templates & snippets" }).click();
  await phone.page.getByRole("row", { name: "Evening notes" }).click();
  const there = phone.page.getByRole("list", { name: "Sections" }).getByRole("textbox");
  await expectNames(there, ["Objective", "What they said", "Plan", "Homework", "Sleep"]);

  // Two who did not know of each other: both names are shown, and one of them is chosen.
  await laptop.goOffline();
  await phone.goOffline();
  await phone.page.getByLabel("Name", { exact: true }).fill("From the phone");
  await phone.page.getByLabel("Name", { exact: true }).blur();
  await goTo(page, "Settings");
  await page.getByRole("link", { name: "Templates & snippets" }).click();
  await page.getByRole("row", { name: "Evening notes" }).click();
  await page.getByLabel("Name", { exact: true }).fill("From the laptop");
  await page.getByLabel("Name", { exact: true }).blur();
  await phone.goOnline();
  await expect(syncBadge(phone.page)).toContainText("Synced");
  await laptop.goOnline();
  await expect(page.getByText("The name was also changed on")).toBeVisible();
  await page.getByRole("button", { name: "Keep this" }).click();
  await expect(page.getByText("The name was also changed on")).toBeHidden();

  await page.getByRole("button", { name: "Put away" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Put away" })).toBeVisible();
  await page.getByRole("button", { name: "Put away" }).click();
  await page.getByRole("link", { name: "Templates & snippets" }).click();
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(page.getByRole("row", { name: "From the laptop" })).toBeVisible();
});

test("words that a program nested thousands of levels deep are shown, all of them, and the note is written on beside them", async ({
  newSeat,
  server,
}) => {
  const { page, context } = await newSeat();
  const { clientId, send } = await aClientOnTwo({ page, context }, server.url, "Juniper", "Ash");
  const note = aNote(clientId, { subjective: "First." });
  await send([note]);
  await openNote(page, "Juniper Ash");
  await expect(section(page, "Subjective")).toHaveText("First.");

  await send([{ name: "note.edit", v: 2, args: { id: note.args.id, update: nested(2_500), over: null } }]);
  const deep = page.getByRole("group", { name: "Subjective" });
  await expect(deep).toContainText("Word 2499.");
  await expect(deep.getByText(/^(?:- )?Word \d+\.$/)).toHaveCount(2_500);
  await section(page, "Plan").click();
  await types(page, "Walk.");
  await expect(receipt(page)).toContainText("on the server");
  await expect(deep).toContainText("Word 2499.");
});

/** A section with lists in one another. */
function nested(levels: number): string {
  const doc = new Doc();
  let at: XmlFragment = doc.getXmlFragment("section:subjective");
  doc.transact(() => {
    for (let level = 0; level < levels; level++) {
      const [list, item, line] = [
        new XmlElement("bulletList"),
        new XmlElement("listItem"),
        new XmlElement("paragraph"),
      ];
      line.insert(0, [new XmlText(`Word ${level}.`)]);
      item.insert(0, [line]);
      list.insert(0, [item]);
      at.push([list]);
      at = item;
    }
  });
  return toBase64(encodeStateAsUpdateV2(doc));
}

async function keepsSnippet(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole("button", { name: "New snippet" }).click();
  const form = page.getByRole("form", { name: "New snippet" });
  await form.getByLabel("What you type").fill(name);
  await form.getByLabel("What it becomes").fill(text);
  await form.getByRole("button", { name: "Keep" }).click();
  await expect(page.getByRole("group", { name })).toBeVisible();
}

async function expectNames(fields: Locator, names: string[]): Promise<void> {
  await expect
    .poll(() => fields.evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value)))
    .toEqual(names);
}

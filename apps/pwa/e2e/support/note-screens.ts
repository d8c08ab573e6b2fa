import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import { firstText, fragmentName } from "@cliently/api/domain/note/first-text";
import { templates, type Template } from "@cliently/api/domain/note/templates";
import { expect, type Page } from "@playwright/test";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, type XmlElement, type XmlText } from "yjs";

import { aClient, aNote, anotherDevice } from "./another-device.ts";
import { receipt, section, sign, syncBadge, types } from "./person.ts";
import { goInside, isStill, type Screen } from "./screens.ts";
import { aWriter } from "./written-words.ts";

/** Notes of all kinds, in the order in which to show them: new ones, long ones, and one that is signed. */
export async function noteScreens(url: string, page: Page): Promise<Screen[]> {
  const send = await anotherDevice(url, page.context());
  const juniper = aClient({ givenName: "Juniper", familyName: "Ash" });
  const marigold = aClient({ givenName: "Marigold", familyName: "Thistle" });
  const long = aNote(marigold.args.id, longWords());
  const toSign = aNote(marigold.args.id, {
    subjective: "Slept better since the walk became a habit.",
    plan: "Keep the evening list.\n- Walk twice a week\n- Lights out at eleven",
  });
  const merged = aNote(marigold.args.id, { plan: "Walk twice a week.\nCall her sister." });
  await send([juniper, marigold, long, toSign, merged]);
  const late = { id: toSign.args.id, update: firstText({ plan: "Call on Monday about the new hours." }) };

  return [
    ...templates.map((template) => newNote(juniper.args.id, template)),
    { name: "note-long", show: (at) => note(at, long.args.id) },
    { name: "note-long-end", show: writesAtTheEnd },
    { name: "note-long-printed", media: "print", show: printed },
    {
      name: "note-merged",
      show: (at) => mergedInto(at, merged.args.id, () => send([{ name: "note.edit", v: 2, args: onMonday(merged) }])),
    },
    {
      name: "note-late-words",
      show: (at) => signed(at, toSign.args.id, () => send([{ name: "note.edit", v: 2, args: late }])),
    },
    { name: "note-signed-printed", media: "print", show: printed },
  ];
}

/** Words that another device writes into the last line of the plan, not knowing that it is taken away. */
function onMonday({ args: { id, update } }: { args: { id: string; update: string } }): object {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(update));
  const before = encodeStateVector(doc);
  const line = doc.getXmlFragment(fragmentName("plan")).get(1) as XmlElement; // as firstText makes it
  (line.get(0) as XmlText).insert("Call her sister.".length, " On Monday.");
  return { id, update: toBase64(encodeStateAsUpdateV2(doc, before)), over: null };
}

/** A line is taken away here, and was written on elsewhere. */
async function mergedInto(page: Page, id: string, wordsCome: () => Promise<void>): Promise<void> {
  await note(page, id);
  await section(page, "Plan").locator("p").last().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Home");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(receipt(page)).toContainText("on the server");
  await wordsCome();
  await expect(page.getByText("is in the earlier versions")).toBeVisible();
  await isStill(page);
}

/** As somebody writes who writes down everything: some ten pages on paper. */
function longWords(): Record<string, string> {
  const writer = aWriter(7);
  const paragraphs = (count: number) => Array.from({ length: count }, () => writer.text(900)).join("\n");
  const list = Array.from({ length: 12 }, () => `- ${writer.text(70)}`).join("\n");
  return { subjective: paragraphs(14), objective: paragraphs(6), assessment: paragraphs(6), plan: list };
}

/** A note that was just begun. */
function newNote(clientId: string, template: Template): Screen {
  return {
    name: `new-note-${template.id}`,
    async show(page) {
      await goInside(page, `/notes/new?client=${clientId}`);
      await page.getByRole("button", { name: /Template/ }).click();
      await page.getByRole("option", { name: template.name, exact: true }).click();
      await page.getByRole("button", { name: "Begin" }).click();
      for (const { name } of template.sections) await expect(section(page, name)).toHaveText("");
      await isWhole(page);
    },
  };
}

async function note(page: Page, id: string): Promise<void> {
  await goInside(page, `/notes/${id}`);
  await expect(section(page, "Plan")).not.toBeEmpty();
  await isWhole(page);
}

/** What stands beside a note, or below it where there is no room, comes a moment after the text. */
async function isWhole(page: Page): Promise<void> {
  for (const name of ["Generate summary", "New measure", "Delete note", "Sign"])
    await expect(page.getByRole("button", { name, exact: true })).toBeVisible();
  const isWide = (page.viewportSize()?.width ?? 0) >= 1024;
  if (isWide) await expect(page.getByText("Nothing written about them yet.")).toBeVisible();
  await expect(syncBadge(page)).toContainText("Synced");
  await isStill(page);
}

async function writesAtTheEnd(page: Page): Promise<void> {
  await section(page, "Plan").focus();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("button", { name: /^List/, pressed: true })).toBeVisible(); // the caret is there
  await page.keyboard.press("Enter");
  await types(page, "And rest on Sunday.");
  await isStill(page);
}

async function printed(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.evaluate(() => scrollTo({ top: 0 })); // the first page
  await expect(page.locator(".paper")).toBeAttached();
}

/** A signed note to which words came afterwards, from a device that did not know of the signature. */
async function signed(page: Page, id: string, wordsCome: () => Promise<void>): Promise<void> {
  await note(page, id);
  await sign(page, "Marigold Thistle", "Ada Willow");
  await expect(page.getByRole("button", { name: "Take the signature back" })).toBeVisible();
  await expect(syncBadge(page)).toContainText("Synced");
  await wordsCome();
  await page.getByText("Words came after you signed").scrollIntoViewIfNeeded();
  await isStill(page);
}

import type { Page } from "@playwright/test";

import { docs, word } from "../src/testing/clipboards.ts";
import { hostile } from "../src/testing/hostile-markup.ts";
import { expect, test } from "./support/journey.ts";
import { addClient, aPerson, beginNote, receipt, section, signUp, types } from "./support/person.ts";

test("what is pasted becomes the note's own text, hostile markup included, and one undo takes it back", async ({
  newSeat,
}) => {
  const { page } = await newSeat();
  await signUp(page, aPerson());
  await addClient(page, "Juniper", "Ash");
  await beginNote(page);
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

import { fromBase64 } from "@cliently/api/domain/base64";
import { firstText, fragmentName } from "@cliently/api/domain/note/first-text";
import type { Form } from "@cliently/api/domain/note/form";
import { plainText } from "@cliently/api/domain/note/plain-text";
import { templates } from "@cliently/api/domain/note/templates";
import { expect, test } from "vitest";
import { applyUpdateV2, Doc } from "yjs";

import { shownSections } from "./shown-sections.ts";

const own: Form = {
  id: "3f6f4a52-0f7e-4a76-9b0e-0d7a53f6a001",
  name: "Walk and talk",
  sections: [
    { id: "the-way", name: "The way" },
    { id: "plan", name: "Plan" },
  ],
};

function noteWith(sections: Record<string, string>): Doc {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(firstText(sections)));
  return doc;
}

test("whatever template a note is switched to, every character it has stays in sight", () => {
  for (const from of [...templates, own]) {
    const sections = from.sections.map(({ id }) => [id, `Words of ${id}\n- kept`] as const);
    const doc = noteWith(Object.fromEntries(sections));
    for (const to of [...templates.map(({ id }) => id), own]) {
      const shown = shownSections(doc, to).map(({ id }) => plainText(doc.getXmlFragment(fragmentName(id))));
      for (const [, words] of sections) expect(shown).toContain(words);
    }
  }
});

test("a section that two templates share keeps its place; what is left says so, and nothing empty is left", () => {
  const doc = noteWith({ subjective: "Tired.", objective: " ", plan: "Walk." });
  expect(shownSections(doc, "dap").map(({ name }) => name)).toEqual([
    "Data",
    "Assessment",
    "Plan",
    "Other · Subjective",
  ]);
  expect(shownSections(doc, own).map(({ name }) => name)).toEqual(["The way", "Plan", "Other · Subjective"]);
});

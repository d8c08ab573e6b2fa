import { fromBase64 } from "@cliently/api/domain/base64";
import { firstText, fragmentName } from "@cliently/api/domain/note/first-text";
import type { Form } from "@cliently/api/domain/note/form";
import { plainText, writtenSections } from "@cliently/api/domain/note/plain-text";
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
      const shown = shownSections(doc, { template: to }).map(({ id }) =>
        plainText(doc.getXmlFragment(fragmentName(id))),
      );
      for (const [, words] of sections) expect(shown).toContain(words);
    }
  }
});

test("a section that two templates share keeps its place; what is left says so, and nothing empty is left", () => {
  const doc = noteWith({ subjective: "Tired.", objective: " ", plan: "Walk." });
  expect(shownSections(doc, { template: "dap" }).map(({ name }) => name)).toEqual([
    "Data",
    "Assessment",
    "Plan",
    "Other · Subjective",
  ]);
  expect(shownSections(doc, { template: own }).map(({ name }) => name)).toEqual([
    "The way",
    "Plan",
    "Other · Subjective",
  ]);
});

test("sections of one's own keep their names and their order when the template is switched, on screen and under a signature", () => {
  const body: Form = {
    ...own,
    sections: [
      { id: "z-breath", name: "Body & breath" },
      { id: "a-ground", name: "Ground" },
      { id: "plan", name: "What we try" },
    ],
  };
  const doc = noteWith({ "a-ground": "Firm.", "z-breath": "Shallow.", plan: "Walk.", narrative: "Ran." });
  const note = { template: "narrative", former: [{ template: "soap" }, { template: body }] };
  const names = ["Body & breath", "Ground", "What we try"];
  expect(shownSections(doc, note).map(({ name }) => name)).toEqual(["Note", ...names.map((name) => `Other · ${name}`)]);
  expect(writtenSections(doc, note).map(({ name }) => name)).toEqual(["Note", ...names]);
});

test("what a template has left stands as it stood there, and no two sections are called the same when nobody knows their names", () => {
  const doc = noteWith({ assessment: "A", objective: "O", subjective: "S", "first-own": "1", "second-own": "2" });
  expect(shownSections(doc, { template: "narrative" }).map(({ name }) => name)).toEqual([
    "Note",
    "Other · Subjective",
    "Other · Objective",
    "Other · Assessment",
    "Other",
    "Other 2",
  ]);
});

import fc from "fast-check";
import { Doc, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { sourceOf } from "../summary/prompt.ts";
import { fragmentName } from "./first-text.ts";
import { plainText, writtenSections } from "./plain-text.ts";
import { leftSections, PRIVATE_SECTION, templateOf, templates, type TemplateChoice } from "./templates.ts";

test("however often its template is switched, every character of a note stays in sight, and headings come from the template alone", () => {
  fc.assert(
    fc.property(
      fc.array(writing(), { maxLength: 12 }),
      fc.array(choice(), { minLength: 1, maxLength: 6 }),
      (written, choices) => {
        const doc = new Doc();
        for (const { section, words } of written) write(doc, section, words);
        const all = characters(written.map(({ words }) => words).join(""));
        for (const chosen of choices) {
          const sections = writtenSections(doc, { template: chosen });
          expect(characters(sections.map(({ text }) => text).join(""))).toBe(all);
          const asked = new Map(templateOf(chosen).sections.map(({ id, name }) => [id, name]));
          for (const { id, name } of sections)
            expect(name).toBe(asked.get(id) ?? leftSections({ template: chosen }, [id])[0]?.name);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("what was written as private never goes to a model, whatever template its note has by now", () => {
  fc.assert(
    fc.property(fc.array(writing(), { maxLength: 6 }), choice(), (written, chosen) => {
      const doc = new Doc();
      for (const { section, words } of written) write(doc, section, words);
      write(doc, PRIVATE_SECTION, "unspeakable");
      write(doc, "plan", "spoken");
      const source = sourceOf(doc, { template: chosen });
      if (source !== undefined) expect(source).toContain("spoken");
      expect(source ?? "").not.toContain("unspeakable");
    }),
    { numRuns: 200 },
  );
});

test("numbers of a list say what they say in the note", () => {
  const doc = new Doc();
  const list = new XmlElement("orderedList");
  list.setAttribute("start", 9 as unknown as string); // the editor keeps the number
  list.insert(0, [item("ninth"), item("tenth")]);
  doc.getXmlFragment(fragmentName("plan")).insert(0, [list]);
  expect(plainText(doc.getXmlFragment(fragmentName("plan")))).toBe("9. ninth\n10. tenth");
});

/** Words go into a section of any template, or of one that nobody knows here. */
function writing(): fc.Arbitrary<{ section: string; words: string }> {
  return fc.record({
    section: fc.constantFrom(...SECTIONS, "my-own"),
    words: fc.string({ minLength: 1, maxLength: 12 }),
  });
}

function choice(): fc.Arbitrary<TemplateChoice> {
  const own = fc
    .uniqueArray(fc.constantFrom(...SECTIONS, "my-own", "my-other"), { minLength: 1, maxLength: 6 })
    .map((ids): TemplateChoice => ({
      id: "0".repeat(32),
      name: "Mine",
      sections: ids.map((id) => ({ id, name: `My ${id}` })),
    }));
  return fc.oneof(fc.constantFrom(...templates.map(({ id }) => id), "unknown"), own);
}

const SECTIONS = [...new Set(templates.flatMap(({ sections }) => sections.map(({ id }) => id)))];

function write(doc: Doc, section: string, words: string): void {
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  doc.getXmlFragment(fragmentName(section)).push([paragraph]);
}

function item(words: string): XmlElement {
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  const element = new XmlElement("listItem");
  element.insert(0, [paragraph]);
  return element;
}

/** Which characters there are and how often, without those that only part lines. */
function characters(text: string): string {
  return [...text.replaceAll(/\s/g, "")].toSorted().join("");
}

import fc from "fast-check";
import {
  applyUpdateV2,
  Doc,
  encodeStateAsUpdateV2,
  encodeStateVector,
  XmlElement,
  type XmlFragment,
  XmlText,
} from "yjs";
import { expect, test } from "vitest";

import { toBase64 } from "../base64.ts";
import { contentOf } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { sectionsIn } from "./plain-text.ts";
import { areSameTexts, restoreText } from "./restore.ts";

type Run = { words: string; marks: string[] };
type Attrs = Record<string, number | boolean>;
type Block = { name: string; attrs?: Attrs; runs?: Run[]; blocks?: Block[] };

const run: fc.Arbitrary<Run> = fc.record({
  words: fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  marks: fc.subarray(["bold", "italic"]),
});
const runs = fc.array(run, { maxLength: 3 });
const { block } = fc.letrec<{ block: Block; list: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ name: fc.constant("paragraph"), runs }),
    fc.record({ name: fc.constant("heading"), attrs: fc.record({ level: fc.constantFrom(2, 3) }), runs }),
    fc.constant<Block>({ name: "paragraph", blocks: [{ name: "hardBreak" }] }),
    tie("list"),
  ),
  list: fc.oneof(
    fc.record({
      name: fc.constantFrom("bulletList", "orderedList"),
      attrs: fc.record({ start: fc.nat(9) }),
      blocks: fc.array(fc.record({ name: fc.constant("listItem"), blocks: fc.array(tie("block"), { maxLength: 2 }) }), {
        maxLength: 3,
      }),
    }),
    fc.record({
      name: fc.constant("taskList"),
      blocks: fc.array(
        fc.record({
          name: fc.constant("taskItem"),
          attrs: fc.record({ checked: fc.boolean() }),
          blocks: fc.array(tie("block"), { maxLength: 2 }),
        }),
      ),
    }),
  ),
}));
const sections = fc.dictionary(fc.constantFrom("subjective", "plan", "data"), fc.array(block, { maxLength: 5 }));

test("a text that somebody nested thousands of levels deep is restored with all its words and looks", () => {
  const earlier = new Doc();
  earlier.transact(() => {
    let at: XmlFragment = earlier.getXmlFragment(fragmentName("plan"));
    for (let level = 0; level < 3_000; level++) {
      const [list, item, line] = ["orderedList", "listItem", "paragraph"].map((name) => new XmlElement(name));
      if (!list || !item || !line) continue;
      list.setAttribute("start", 7 as unknown as string); // the editor keeps the number
      const words = new XmlText();
      words.insert(0, `Word ${level}.`, { bold: {} });
      line.insert(0, [words]);
      item.insert(0, [line]);
      list.insert(0, [item]);
      at.push([list]);
      at = item;
    }
  });
  const doc = aText({ plan: [] });
  restoreText(doc, earlier);
  const [now, then] = [doc, earlier].map((text) => contentOf(text.getXmlFragment(fragmentName("plan"))));
  expect(now).toEqual(then);
  expect(JSON.stringify(now).match(/Word \d+\./g)).toHaveLength(3_000);
});

test("a restored text says in every section what the earlier one said", () => {
  fc.assert(
    fc.property(sections, sections, (now, then) => {
      const doc = aText(now);
      const earlier = aText(then);
      restoreText(doc, earlier);
      expect(contents(doc)).toEqual(contents(earlier));
    }),
  );
});

test("a restored text is restored for whoever merges the edit into theirs", () => {
  fc.assert(
    fc.property(sections, sections, (now, then) => {
      const doc = aText(now);
      const elsewhere = new Doc();
      applyUpdateV2(elsewhere, encodeStateAsUpdateV2(doc));
      const before = encodeStateVector(doc);
      restoreText(doc, aText(then));
      applyUpdateV2(elsewhere, encodeStateAsUpdateV2(doc, before));
      expect(contents(elsewhere)).toEqual(contents(aText(then)));
    }),
  );
});

test("words that another device writes beside what is restored stay", () => {
  const doc = aText({ plan: [paragraph("Walk."), paragraph("Sleep early.")] });
  const elsewhere = new Doc();
  applyUpdateV2(elsewhere, encodeStateAsUpdateV2(doc));
  const first = elsewhere.getXmlFragment(fragmentName("plan")).get(0) as XmlElement;
  (first.get(0) as XmlText).insert(5, " Twice a week.");

  restoreText(doc, aText({ plan: [paragraph("Walk."), paragraph("Sleep.")] }));
  applyUpdateV2(doc, encodeStateAsUpdateV2(elsewhere));
  expect(contents(doc)).toEqual(contents(aText({ plan: [paragraph("Walk. Twice a week."), paragraph("Sleep.")] })));
});

test("two texts are the same exactly when nothing would be restored", () => {
  fc.assert(
    fc.property(sections, sections, (now, then) => {
      const [doc, earlier] = [aText(now), aText(then)];
      const before = encodeStateAsUpdateV2(doc);
      const isSame = areSameTexts(doc, earlier);
      restoreText(doc, earlier);
      expect(isSame).toBe(toBase64(encodeStateAsUpdateV2(doc)) === toBase64(before));
      expect(areSameTexts(doc, earlier)).toBe(true);
    }),
  );
});

function paragraph(words: string): Block {
  return { name: "paragraph", runs: [{ words, marks: [] }] };
}

function aText(sections: Record<string, Block[]>): Doc {
  const doc = new Doc();
  for (const [id, blocks] of Object.entries(sections))
    doc.getXmlFragment(fragmentName(id)).insert(0, blocks.map(element));
  return doc;
}

function element({ name, attrs = {}, runs: words = [], blocks = [] }: Block): XmlElement {
  const made = new XmlElement<Attrs>(name);
  for (const [attr, value] of Object.entries(attrs)) made.setAttribute(attr, value);
  const text = new XmlText();
  text.applyDelta(
    words.map((one) => ({
      insert: one.words,
      attributes: Object.fromEntries(one.marks.map((mark) => [mark, {}])),
    })),
  );
  made.insert(0, [...(words.length > 0 ? [text] : []), ...blocks.map(element)]);
  return made as unknown as XmlElement; // yjs types its attributes as strings, and the editor writes others too
}

/** What every section says; one that says nothing is as good as none. */
function contents(doc: Doc): Record<string, unknown> {
  const all = sectionsIn(doc).map((id) => [id, contentOf(doc.getXmlFragment(fragmentName(id)))] as const);
  return Object.fromEntries(all.filter(([, content]) => content.length > 0));
}

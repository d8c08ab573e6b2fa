import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import fc from "fast-check";
import { expect, test } from "vitest";

import { noteKinds } from "../kinds.ts";
import { fromMarkup } from "./from-markup.ts";
import { itemOf, listOf, type Block } from "./pieces.ts";
import { copiedBlocks, putIn, sizeOf } from "./slice.ts";

const schema = getSchema(noteKinds);

test("wherever something is pasted, every character that was there and that came stays, and the note stays whole", () => {
  fc.assert(
    fc.property(blocks(), blocks(), fc.nat(), (there, pasted, place) => {
      const doc = Node.fromJSON(schema, { type: "doc", content: there });
      const at = TextSelection.near(doc.resolve(place % (doc.content.size + 1)));
      const state = EditorState.create({ doc, selection: at });
      const after = state.apply(putIn(state.tr, pasted)).doc;
      after.check();
      expect(characters(after)).toBe(
        characters(doc) + characters(Node.fromJSON(schema, { type: "doc", content: pasted })),
      );
    }),
    { numRuns: 1_500 },
  );
});

test("a line that is pasted goes on where one writes; a list stays a list", () => {
  expect(pastedInto("before after", 7, "<b>now</b>")).toBe('<paragraph("before", bold("now"), " after")>');
  expect(pastedInto("", 1, "<ul><li>one<li>two</ul>")).toBe(
    '<bulletList(listItem(paragraph("one")), listItem(paragraph("two")))>',
  );
  expect(pastedInto("", 1, "<h2>Plan</h2>")).toBe('<heading("Plan")>');
});

test("what it will become is what counts, not how much markup it came in", () => {
  const html = `<p ${'style="mso-x:y" '.repeat(20_000)}>Two words</p>`;
  expect(html.length).toBeGreaterThan(256 * 1024);
  expect(sizeOf(schema, copiedBlocks({ html, text: "" }) ?? [])).toBeLessThan(200);
  expect(copiedBlocks({ html: "x".repeat(5_000_000), text: "" })).toBeUndefined();
});

test("a text that no note could hold is not even looked at; blanks around one do not count", () => {
  expect(copiedBlocks({ html: "", text: "*a ".repeat(200_000) })).toBeUndefined();
  expect(copiedBlocks({ html: "<p>Two words</p>", text: "*a ".repeat(200_000) })).toBeUndefined();
  expect(copiedBlocks({ html: "", text: `Two words${" \n".repeat(400_000)}` })).toMatchObject([{ type: "paragraph" }]);
});

test("a picture alone brings nothing, and with words beside it the words", () => {
  expect(copiedBlocks({ html: "<img src=x>", text: "" })).toEqual([]);
  expect(copiedBlocks({ html: "<img src=x>", text: "Said" })).toMatchObject([{ type: "paragraph" }]);
});

function pastedInto(text: string, at: number, html: string): string {
  const paragraph = schema.nodes["paragraph"]?.create(null, text ? schema.text(text) : null);
  const doc = schema.nodes["doc"]?.create(null, paragraph);
  if (!doc) throw new Error("no doc");
  const state = EditorState.create({ doc, selection: TextSelection.create(doc, at) });
  return state.apply(putIn(state.tr, fromMarkup(html))).doc.content.toString();
}

/** How many characters there are, without knowing where. */
function characters(doc: Node): number {
  return doc.textContent.length;
}

function blocks(): fc.Arbitrary<Block[]> {
  const text = fc.record({ type: fc.constant("text" as const), text: fc.string({ minLength: 1, maxLength: 5 }) });
  const line = fc.array(fc.oneof(text, fc.constant({ type: "hardBreak" as const })), { maxLength: 3 });
  const paragraph = line.map((content) => ({ type: "paragraph" as const, content }));
  const heading = line.map((content) => ({ type: "heading" as const, attrs: { level: 2 as const }, content }));
  const { block } = fc.letrec<{ block: Block }>((tie) => {
    const item = fc.tuple(paragraph, fc.array(tie("block"), { maxLength: 1 })).map(([first, rest]) => [first, ...rest]);
    const items = fc.array(item, { minLength: 1, maxLength: 3 });
    return {
      block: fc.oneof(
        { maxDepth: 3 },
        paragraph,
        heading,
        items.map((all) =>
          listOf(
            "bulletList",
            all.map((one) => itemOf(one)),
          ),
        ),
        items.map((all) =>
          listOf(
            "orderedList",
            all.map((one) => itemOf(one)),
            4,
          ),
        ),
        items.map((all) =>
          listOf(
            "taskList",
            all.map((one) => itemOf(one, true)),
          ),
        ),
      ),
    };
  });
  return fc.array(block, { minLength: 1, maxLength: 4 });
}

import { NOTE_BYTES } from "@cliently/api/domain/note/y-update";
import { Fragment, Slice, type Schema } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { prosemirrorJSONToYDoc } from "@tiptap/y-tiptap";
import { encodeStateAsUpdateV2 } from "yjs";

import { fromMarkup } from "./from-markup.ts";
import { fromText } from "./from-text.ts";
import type { Block } from "./pieces.ts";

/** The most that is looked at, in characters: text that could fit into a note, and HTML, of which most is not words. */
const MOST_TEXT = 2 * NOTE_BYTES;
const MOST_MARKUP = 4 * 1024 * 1024;

export type Copied = { html: string; text: string };

/** What is on a clipboard, as content of a note; undefined when it is too much even to look at. */
export function copiedBlocks({ html, text }: Copied): Block[] | undefined {
  if (html.length > MOST_MARKUP || text.trim().length > MOST_TEXT) return undefined;
  const blocks = html ? fromMarkup(html) : [];
  return blocks.length > 0 || text.trim() === "" ? blocks : fromText(text);
}

/** How many bytes a note grows by when these go into it. */
export function sizeOf(schema: Schema, blocks: Block[]): number {
  const doc = prosemirrorJSONToYDoc(schema, { type: "doc", content: blocks });
  const { length } = encodeStateAsUpdateV2(doc);
  doc.destroy();
  return length;
}

/** Puts blocks where the caret is, in place of what is selected: a paragraph at either end goes on in the line it meets. */
export function putIn(tr: Transaction, blocks: Block[]): Transaction {
  const content = Fragment.fromJSON(tr.doc.type.schema, blocks);
  const isOpen = (block: Block | undefined) =>
    block?.type === "paragraph" || (blocks.length === 1 && block?.type === "heading");
  const slice = new Slice(content, isOpen(blocks[0]) ? 1 : 0, isOpen(blocks.at(-1)) ? 1 : 0);
  return tr.replaceSelection(slice).scrollIntoView();
}

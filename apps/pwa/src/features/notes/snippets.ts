import { Extension } from "@tiptap/core";
import type { ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

import { caretEvents } from "./last-caret.ts";
import { fromText } from "./pasting/from-text.ts";
import { putIn } from "./pasting/slice.ts";
import { undoneAlone } from "./undone-alone.ts";

/** What is typed, and what it becomes. */
export type Snippets = ReadonlyMap<string, string>;

/** So long is what one types, at most. */
const LONGEST_NAME = 60;

/** Expands a snippet when a space, Enter or Tab follows its name; undo brings the name back. */
export function snippetKeys(known: () => Snippets): Extension {
  return Extension.create({
    name: "snippets",
    priority: 1_000, // before Enter and Tab mean anything else
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleTextInput: (view, _from, _to, text) => text === " " && expand(view, known(), " "),
          handleKeyDown(view, event) {
            if (event.key !== "Enter" && event.key !== "Tab") return false;
            if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || view.composing) return false;
            return expand(view, known(), "");
          },
          handleDOMEvents: {
            // The keyboards of phones put words together, and the space with them.
            compositionend(view) {
              setTimeout(() => !view.isDestroyed && expandBeforeSpace(view, known()));
              return false;
            },
            ...caretEvents((view, text) => put(view, view.state.tr, text, "")),
          },
        },
      }),
    ],
  });
}

function expand(view: EditorView, known: Snippets, after: string): boolean {
  const { from, empty } = view.state.selection;
  return empty && expandAt(view, known, { end: from, until: from }, after);
}

function expandBeforeSpace(view: EditorView, known: Snippets): void {
  const { $from, empty } = view.state.selection;
  if (!empty || $from.nodeBefore?.text?.at(-1) !== " ") return;
  expandAt(view, known, { end: $from.pos - 1, until: $from.pos }, " ");
}

type Place = {
  /** Where the name ends. */
  end: number;
  /** Where that ends which goes with it. */
  until: number;
};

/** All in one change: when the note is too full for it, the name stands there as before, and the caret behind it. */
function expandAt(view: EditorView, known: Snippets, { end, until }: Place, after: string): boolean {
  if (known.size === 0) return false;
  const { doc, tr } = view.state;
  const meant = meantBy(known, wordBefore(doc.resolve(end)));
  if (!meant) return false;
  put(view, tr.setSelection(TextSelection.create(doc, end - meant.name.length, until)), meant.text, after);
  return view.state.doc !== doc;
}

/** What stands before a word without a space between. */
const OPENING = /^[\p{Ps}\p{Pi}\p{Pf}"'`]/u;

/** The snippet that a word is meant for, however its letters are written, also after "(" or a quote. */
export function meantBy(known: Snippets, word: string): { name: string; text: string } | undefined {
  for (let name = word; name !== ""; name = name.slice(1)) {
    const text = known.get(name) ?? [...known].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
    if (text !== undefined) return { name, text };
    if (!OPENING.test(name)) return undefined;
  }
  return undefined;
}

/** The word that ends where the caret is; "" when it is longer than any name. */
function wordBefore({ parent, parentOffset }: ResolvedPos): string {
  const near = parent.textBetween(Math.max(0, parentOffset - LONGEST_NAME - 1), parentOffset, null, " ");
  const word = /\S*$/.exec(near)?.[0] ?? "";
  return word.length > LONGEST_NAME ? "" : word;
}

function put(view: EditorView, tr: Transaction, text: string, after: string): void {
  const blocks = fromText(text);
  undoneAlone(view, () => {
    const put = putIn(tr, blocks).setMeta("uiEvent", "snippet");
    view.dispatch(after ? put.insertText(after) : put);
  });
}

import { getSchema } from "@tiptap/core";
import { EditorState, Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { expect, test } from "vitest";

import { noteKinds } from "./kinds.ts";
import { meantBy, snippetKeys, type Snippets } from "./snippets.ts";

const known: Snippets = new Map([
  [";slept", "Slept better."],
  [";Plan", "- Walk\n- Call"],
  [";two", "First line.\nSecond line."],
  ["(c)", "©"],
]);

test("a snippet is meant however its letters are written, and after a bracket or a quote", () => {
  const meant = (word: string) => meantBy(known, word)?.name;
  expect([";slept", ";SLEPT", ";plan", "(;slept", "“;Slept", '"(;slept', "(c)"].map(meant)).toEqual([
    ";slept",
    ";SLEPT",
    ";plan",
    ";slept",
    ";Slept",
    ";slept",
    "(c)",
  ]);
  expect(["slept", "a;slept", ";slept)", "(", ""].map(meant)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("the space that brings a snippet stays, also after one of several lines", () => {
  expect(typed("then ;slept", "after")).toEqual(["then Slept better. after"]);
  expect(typed("then ;two", "after")).toEqual(["then First line.", "Second line. after"]);
  expect(typed("(;two", "after")).toEqual(["(First line.", "Second line. after"]);
  expect(typed(";plan", "now")).toEqual(["Walk", "Call now"]);
});

test("a snippet that a full note does not take leaves its name as it was and nothing selected, and the key is a key", () => {
  const full = new Plugin({ filterTransaction: ({ docChanged }) => !docChanged });
  const { view, isHandled } = afterSpace("then ;slept", [full]);
  expect(isHandled).toBe(false);
  expect(view.state.doc.textContent).toBe("then ;slept");
  expect(view.state.selection).toMatchObject({ empty: true, from: "then ;slept".length + 1 });
});

/** The lines of a text once these words, a space and these further words were typed. */
function typed(words: string, further: string): string[] {
  const { view, isHandled } = afterSpace(words);
  view.dispatch(view.state.tr.insertText(isHandled ? further : ` ${further}`));
  const lines: string[] = [];
  view.state.doc.descendants((node) => void (node.isTextblock && lines.push(node.textContent)));
  return lines;
}

/** A text of these words once a space was typed behind them. */
function afterSpace(words: string, plugins: Plugin[] = []) {
  const schema = getSchema(noteKinds);
  const paragraph = schema.node("paragraph", null, schema.text(words));
  const doc = schema.node("doc", null, paragraph);
  const state = EditorState.create({ doc, selection: TextSelection.create(doc, words.length + 1), plugins });
  const view = { state, dispatch: (tr: EditorState["tr"]) => void (view.state = view.state.apply(tr)) };
  const keys = snippetKeys(() => known);
  const [plugin] = keys.config.addProseMirrorPlugins?.call({} as never) ?? []; // it asks nothing of its surroundings
  const handles = (plugin as Plugin).props.handleTextInput;
  const { from } = view.state.selection;
  const isHandled = handles?.call(plugin as Plugin, view as unknown as EditorView, from, from, " ", () => state.tr); // all of a view that it asks for
  return { view, isHandled };
}

import { getSchema } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { StarterKit } from "@tiptap/starter-kit";
import { expect, test } from "vitest";

import { pasteFilter } from "./paste-filter.ts";

test("what cannot be read as markup comes in as its text, and what cannot be read at all is told", () => {
  // An editor that knows no lists cannot take any.
  expect(pasted({ html: "<ul><li>one</ul>", text: "one" })).toEqual({ said: "one", told: [false] });
  expect(pasted({ html: "<ul><li>one</ul>", text: "" })).toEqual({ said: "", told: [true] });
  expect(pasted({ html: "<ul><li>one</ul>", text: "- one" })).toEqual({ said: "", told: [true] });
  expect(pasted({ html: "<p>one</p>", text: "two" })).toEqual({ said: "one", told: [false] });
  expect(pasted({ html: "<img src=x>", text: "" })).toEqual({ said: "", told: [] });
});

test("what is too much leaves the note as it is, and is told", () => {
  expect(pasted({ html: "<p>one</p>", text: "one" }, () => false)).toEqual({ said: "", told: [true] });
  expect(pasted({ html: `<p>${"x".repeat(5_000_000)}</p>`, text: "one" })).toEqual({ said: "", told: [true] });
});

test("what comes from a programmer's editor is its text, not its colours", () => {
  const copied = { html: "<pre># Coloured</pre>", text: "# Plan", "vscode-editor-data": "{}" };
  expect(pasted(copied)).toEqual({ said: "Plan", told: [false] });
});

/** What a paste into an empty text left there, and what the writer was told of it. */
function pasted(
  { html, text, ...others }: { html: string; text: string; "vscode-editor-data"?: string },
  fits = () => true,
): { said: string; told: boolean[] } {
  const told: boolean[] = [];
  const filter = pasteFilter({ fits, onTooLarge: (isTooLarge) => told.push(isTooLarge) });
  const schema = getSchema([StarterKit.configure({ bulletList: false, orderedList: false, listItem: false })]);
  const [plugin] = filter.config.addProseMirrorPlugins?.call({} as never) ?? []; // it asks nothing of its surroundings
  const view = {
    editable: true,
    state: EditorState.create({ schema }),
    dispatch: (transaction: EditorState["tr"]) => void (view.state = view.state.apply(transaction)),
  };
  const clipboard: Record<string, string> = { "text/html": html, "text/plain": text, ...others };
  const event = {
    preventDefault: () => undefined,
    clipboardData: { types: Object.keys(clipboard), getData: (type: string) => clipboard[type] ?? "" },
  };
  // There is no page here: only what the filter asks of one.
  plugin?.props.handleDOMEvents?.paste?.call(plugin, view as unknown as EditorView, event as unknown as ClipboardEvent);
  return { said: view.state.doc.textContent, told };
}

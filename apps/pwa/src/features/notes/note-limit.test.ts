import { getSchema } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { StarterKit } from "@tiptap/starter-kit";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { expect, test } from "vitest";

import { noteLimit } from "./note-limit.ts";

test("into a full note nothing more is written, taking out goes on, and what others wrote comes in; each that is refused is told", () => {
  let room = 200;
  const told: boolean[] = [];
  const handedBack: string[] = [];
  const limit = noteLimit({
    fits: (bytes) => bytes <= room,
    onFull(isFull, words) {
      told.push(isFull);
      if (words) handedBack.push(words);
    },
  });
  const plugins = limit.config.addProseMirrorPlugins?.call({} as never) ?? []; // it asks nothing of its surroundings
  let state = EditorState.create({ schema: getSchema([StarterKit]), plugins });
  const does = (change: (tr: EditorState["tr"]) => EditorState["tr"]) => {
    state = state.applyTransaction(change(state.tr)).state;
    return state.doc.textContent;
  };
  expect(does((tr) => tr.insertText("slept"))).toBe("slept");
  room = 0;
  expect(does((tr) => tr.insertText("!"))).toBe("slept");
  expect(does((tr) => tr.insertText("x", 1, 3))).toBe("slept");
  expect(does((tr) => tr.delete(1, 3))).toBe("ept");
  expect(does((tr) => tr.insertText("more words"))).toBe("ept");
  expect(does((tr) => tr.insertText("well ", 1).setMeta(ySyncPluginKey, { isChangeOrigin: true }))).toBe("well ept");
  expect(does((tr) => tr.insertText("again", 1))).toBe("well ept");
  room = 200;
  expect(does((tr) => tr.insertText("so "))).toContain("so ");
  room = 0;
  expect(does((tr) => tr.insertText("pasted ", 1).setMeta("uiEvent", "paste"))).toContain("pasted ");
  expect(handedBack, "what was not typed letter by letter").toEqual(["more words", "again"]);
  // Also when the page had put its notice away in between.
  expect(told).toEqual([false, true, true, false, true, true, false]);
  expect(told.filter((isFull, index) => isFull !== (told[index - 1] ?? false))).toEqual([true, false, true, false]);
});

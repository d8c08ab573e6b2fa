import { Extension } from "@tiptap/core";
import { Plugin, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

import { undoneAlone } from "../undone-alone.ts";
import { copiedBlocks, putIn, sizeOf, type Copied } from "./slice.ts";

type Options = {
  /** Whether the note can take this many bytes more. */
  fits: (bytes: number) => boolean;
  /** Whether the last that came was too much for the note. */
  onTooLarge: (isTooLarge: boolean) => void;
};

/**
 * Everything that is pasted or dropped comes through here, before the editor or the browser reads any of it: what goes
 * into the note is made anew from the words. Too much is refused before it touches the note.
 */
export function pasteFilter({ fits, onTooLarge }: Options): Extension {
  function read(view: EditorView, copied: Copied): Transaction | "nothing" | "too-large" {
    const blocks = copiedBlocks(copied);
    if (blocks?.length === 0) return "nothing";
    const isTaken = blocks && fits(sizeOf(view.state.schema, blocks));
    return isTaken ? putIn(view.state.tr, blocks).setMeta("uiEvent", "paste") : "too-large";
  }

  /** What cannot be read as markup has its words as text too; and nobody shall think that they went in when they did not. */
  function readWhatever(view: EditorView, copied: Copied): ReturnType<typeof read> {
    try {
      return read(view, copied);
    } catch {
      const isAll = copied.html === "" || copied.text.trim() === "";
      return isAll ? "too-large" : readWhatever(view, { ...copied, html: "" });
    }
  }

  function take(view: EditorView, copied: DataTransfer): void {
    const ready = readWhatever(view, whatIsIn(copied));
    if (ready === "nothing") return;
    onTooLarge(ready === "too-large");
    if (ready !== "too-large") undoneAlone(view, () => view.dispatch(ready));
  }

  return Extension.create({
    name: "pasteFilter",
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleDOMEvents: {
            paste(view, event) {
              event.preventDefault();
              if (view.editable && event.clipboardData) take(view, event.clipboardData);
              return true;
            },
            drop(view, event) {
              if (view.dragging || !event.dataTransfer) return false; // its own text, which needs no reading
              event.preventDefault();
              const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
              if (!view.editable || !place) return true;
              view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))));
              take(view, event.dataTransfer);
              view.focus();
              return true;
            },
          },
        },
      }),
    ],
  });
}

function whatIsIn(copied: DataTransfer): Copied {
  // A programmer's editor brings its colours as HTML; what it means is the text.
  const isCode = copied.types.includes("vscode-editor-data");
  return { html: isCode ? "" : copied.getData("text/html"), text: copied.getData("text/plain") };
}

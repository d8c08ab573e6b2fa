import { Extension } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

import { undoneAlone } from "../undone-alone.ts";
import type { Block } from "./pieces.ts";
import { copiedBlocks, putIn, sizeOf } from "./slice.ts";

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
  function take(view: EditorView, copied: DataTransfer): void {
    const blocks = copiedBlocks(whatIsIn(copied));
    if (blocks?.length === 0) return;
    const isTaken = blocks !== undefined && fits(sizeOf(view.state.schema, blocks));
    onTooLarge(!isTaken);
    if (isTaken) put(view, blocks);
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

function put(view: EditorView, blocks: Block[]): void {
  undoneAlone(view, () => view.dispatch(putIn(view.state, blocks).setMeta("uiEvent", "paste")));
}

function whatIsIn(copied: DataTransfer): { html: string; text: string } {
  // A programmer's editor brings its colours as HTML; what it means is the text.
  const isCode = copied.types.includes("vscode-editor-data");
  return { html: isCode ? "" : copied.getData("text/html"), text: copied.getData("text/plain") };
}

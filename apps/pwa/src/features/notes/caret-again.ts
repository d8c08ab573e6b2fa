import { Selection } from "@tiptap/pm/state";
import type { Editor } from "@tiptap/react";
import { useLayoutEffect, type RefObject } from "react";

/** Where the caret was in a text that is opened anew, from the end: words that went with the old one stood before it. */
export type Caret = { section: string; fromEnd: number };

/**
 * A section that goes with its text while it has the caret leaves it to the one that takes its place. All in one step:
 * a key pressed in between would be heard by the page.
 */
export function useCaretAgain(editor: Editor | null, section: string, left: RefObject<Caret | undefined>): void {
  useLayoutEffect(() => {
    if (!editor) return;
    const { view } = editor;
    const caret = left.current;
    if (caret?.section === section) {
      const { doc, tr } = view.state;
      const place = doc.resolve(Math.max(0, doc.content.size - caret.fromEnd));
      view.dispatch(tr.setSelection(Selection.near(place, -1)));
      view.focus();
    }
    return () => {
      if (editor.isDestroyed || document.activeElement !== view.dom) return;
      left.current = { section, fromEnd: view.state.doc.content.size - view.state.selection.head };
    };
  }, [editor, section, left]);
}

import { placesOf, type Span } from "@cliently/api/domain/note/spans";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import { useEffect } from "react";
import { createRelativePositionFromTypeIndex, type Doc, type XmlFragment } from "yjs";

type Marks = { spans: readonly Span[]; marks: DecorationSet };

/** What y-tiptap keeps of the shared text behind an editor: its own types leave it open. */
type SharedText = { doc: Doc; type: XmlFragment; binding: { mapping: Map<never, never> } };

const key = new PluginKey<Marks>("merged-marks");
const NONE: Marks = { spans: [], marks: DecorationSet.empty };

/** Marks the words of a section that another device wrote, until they are read. Costs nothing while there are none. */
export const MergedMarks = Extension.create({
  name: "mergedMarks",
  addProseMirrorPlugins: () => [
    new Plugin<Marks>({
      key,
      state: {
        init: () => NONE,
        apply(tr, held, _before, state) {
          const told = tr.getMeta(key) as readonly Span[] | undefined; // set below
          const spans = told ?? held.spans;
          if (spans.length === 0) return NONE;
          // Words that come in replace the whole text, and every mark with it.
          if (told || isChangeOrigin(tr)) return { spans, marks: marksIn(state, spans) };
          return tr.docChanged ? { spans, marks: held.marks.map(tr.mapping, tr.doc) } : held;
        },
      },
      props: { decorations: (state) => key.getState(state)?.marks },
    }),
  ],
});

/** Keeps the marks of an editor at these spans. */
export function useMergedMarks(editor: Editor | null, spans: readonly Span[]): void {
  const told = JSON.stringify(spans);
  useEffect(() => {
    if (!editor || editor.isDestroyed) return;
    if (told === "[]" && !key.getState(editor.state)?.spans.length) return;
    editor.view.dispatch(editor.state.tr.setMeta(key, JSON.parse(told)));
  }, [editor, told]);
}

function marksIn(state: EditorState, spans: readonly Span[]): DecorationSet {
  const { doc, type, binding } = ySyncPluginKey.getState(state) as SharedText; // set by the Collaboration extension
  const marks = placesOf(type, spans).flatMap(({ text, from, to }, index) => {
    const last = createRelativePositionFromTypeIndex(text, to, -1);
    const end = relativePositionToAbsolutePosition(doc, type, last, binding.mapping);
    if (end === null) return [];
    const start = end - (to - from); // y-tiptap knows no place before the first character of a text
    return [
      Decoration.inline(start, end, {
        nodeName: "mark",
        class: "merged-words",
        title: "Written on another device",
        "data-place": String(index),
      }),
    ];
  });
  return DecorationSet.create(state.doc, marks);
}

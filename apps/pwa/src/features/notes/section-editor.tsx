import { fragmentName } from "@cliently/api/domain/note/first-text";
import type { Span } from "@cliently/api/domain/note/spans";
import { Collaboration } from "@tiptap/extension-collaboration";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import type { Doc } from "yjs";

import { fits } from "../../sync/note-text.ts";
import { MergedMarks, useMergedMarks } from "./merged-marks.ts";

type Props = {
  doc: Doc;
  section: { id: string; name: string };
  autoFocus: boolean;
  /** What was merged into the note and is not read yet. */
  merged: readonly Span[];
  /** This section's editor has the caret now. */
  onFocus: (editor: Editor) => void;
  onBlur: () => void;
  /** A paste would make the note too large. Nothing was changed. */
  onTooLarge: () => void;
};

/** One section of a note, bound to its fragment of the note's text. */
export function SectionEditor({ doc, section, autoFocus, merged, onFocus, onBlur, onTooLarge }: Props) {
  const editor = useEditor(
    {
      // Its style sheet is ours and a file; writing one at run time is what the content policy forbids.
      injectCSS: false,
      // No content as text: parsing it is forbidden too. What is shown comes from the shared text.
      content: { type: "doc", content: [{ type: "paragraph" }] },
      extensions: [
        StarterKit.configure({
          heading: { levels: [2, 3] },
          undoRedo: false, // undo is the shared text's own, so that it takes back nobody else's words
          blockquote: false,
          code: false,
          codeBlock: false,
          horizontalRule: false,
          link: false,
          strike: false,
          underline: false,
          trailingNode: false,
        }),
        TaskList,
        TaskItem.configure({ nested: true }),
        Collaboration.configure({ fragment: doc.getXmlFragment(fragmentName(section.id)) }),
        MergedMarks,
      ],
      autofocus: autoFocus ? "end" : false,
      editorProps: {
        scrollThreshold: IN_SIGHT,
        scrollMargin: IN_SIGHT,
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-labelledby": headingId(section.id),
          class: "note-text",
        },
        handlePaste(_view, event) {
          const size = Math.max(
            ...["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type).length ?? 0),
          );
          if (fits(doc, size)) return false;
          onTooLarge();
          return true;
        },
      },
      onFocus: ({ editor: focused }) => onFocus(focused),
      onBlur,
    },
    [doc, section.id],
  );

  useMergedMarks(editor, merged);

  return <EditorContent editor={editor} />;
}

/** One never writes behind what stays in sight at the foot of the page, in px. */
const IN_SIGHT = { top: 0, right: 0, bottom: 112, left: 0 };

/** The id of the heading that names a section. */
export function headingId(section: string): string {
  return `section-${section}`;
}

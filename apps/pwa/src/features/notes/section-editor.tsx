import { fragmentName } from "@cliently/api/domain/note/first-text";
import { Collaboration } from "@tiptap/extension-collaboration";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import type { Doc } from "yjs";

import { fits } from "../../sync/note-text.ts";

type Props = {
  doc: Doc;
  section: { id: string; name: string };
  autoFocus: boolean;
  /** This section's editor has the caret now. */
  onFocus: (editor: Editor) => void;
  onBlur: () => void;
  /** A paste would make the note too large. Nothing was changed. */
  onTooLarge: () => void;
};

/** One section of a note, bound to its fragment of the note's text. */
export function SectionEditor({ doc, section, autoFocus, onFocus, onBlur, onTooLarge }: Props) {
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
      ],
      autofocus: autoFocus ? "end" : false,
      editorProps: {
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

  return <EditorContent editor={editor} />;
}

/** The id of the heading that names a section. */
export function headingId(section: string): string {
  return `section-${section}`;
}

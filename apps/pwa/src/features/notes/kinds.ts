import type { Extensions } from "@tiptap/core";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { StarterKit } from "@tiptap/starter-kit";

/** What a note can hold: paragraphs, two headings, three lists, bold, italic and a break. Nothing else is ever in one. */
export const noteKinds: Extensions = [
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
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: () => "Done" } }), // not the words a second time
];

import { fragmentName } from "@cliently/api/domain/note/first-text";
import type { Span } from "@cliently/api/domain/note/spans";
import { Collaboration } from "@tiptap/extension-collaboration";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import type { RefObject } from "react";
import type { Doc } from "yjs";

import { useIsWide } from "../../platform/use-is-wide.ts";
import { useCaretAgain, type Caret } from "./caret-again.ts";
import { noteKinds } from "./kinds.ts";
import { MergedMarks, useMergedMarks } from "./merged-marks.ts";
import { noteLimit } from "./note-limit.ts";
import { pasteFilter } from "./pasting/paste-filter.ts";
import { DeepSection, useIsTooDeep, useLetGo } from "./deep-section.tsx";
import { useHandedBack } from "./use-handed-back.ts";
import { snippetKeys, type Snippets } from "./snippets.ts";

/** What was pasted at once, or whatever is typed into a note that is full. */
export type TooMuch = "pasted" | "typed";

type Props = {
  doc: Doc;
  /** Whether the note can take this many bytes more. */
  fits: (bytes: number) => boolean;
  section: { id: string; name: string };
  /** Asked at each space; the same function for as long as the note is open. */
  snippets: () => Snippets;
  autoFocus: boolean;
  /** The caret of the text that this one takes the place of. */
  caretLeft: RefObject<Caret | undefined>;
  /** What was merged into the note and is not read yet. */
  merged: readonly Span[];
  /** This section's editor has the caret now. */
  onFocus: (editor: Editor) => void;
  onBlur: () => void;
  /** Whether the last that was to go in like that was too much for the note. Then nothing was changed. */
  onTooMuch: (what: TooMuch, isTooMuch: boolean) => void;
};

/** One section of a note, bound to its fragment of the note's text. */
export function SectionEditor(props: Props) {
  const { doc, section } = props;
  if (useIsTooDeep(doc, section.id))
    return <DeepSection doc={doc} section={section.id} headingId={headingId(section.id)} />;
  return <Bound {...props} />;
}

function Bound({ doc, fits, section, snippets, autoFocus, caretLeft, merged, onFocus, onBlur, onTooMuch }: Props) {
  const inSight = inSightOn(useIsWide());
  const { refuse, handBack } = useHandedBack(section.name);
  const editor = useEditor(
    {
      // Its style sheet is ours and a file; writing one at run time is what the content policy forbids.
      injectCSS: false,
      // No content as text: parsing it is forbidden too. What is shown comes from the shared text.
      content: { type: "doc", content: [{ type: "paragraph" }] },
      enablePasteRules: false, // what is pasted is read as a whole, below
      enableCoreExtensions: { delete: false }, // would compare the texts after each key, for listeners that nobody has
      extensions: [
        ...noteKinds,
        Collaboration.configure({ fragment: doc.getXmlFragment(fragmentName(section.id)) }),
        pasteFilter({ fits, onTooLarge: (isTooLarge) => onTooMuch("pasted", isTooLarge) }),
        noteLimit({
          fits,
          onFull(isFull, words) {
            onTooMuch("typed", isFull);
            if (words) refuse(words);
          },
        }),
        snippetKeys(snippets),
        MergedMarks,
      ],
      // Where one goes on writing, however long that is; the page stays at its head.
      onCreate: ({ editor: made }) => void (autoFocus && made.commands.focus("end", { scrollIntoView: false })),
      editorProps: {
        scrollThreshold: inSight,
        scrollMargin: inSight,
        attributes: {
          role: "textbox",
          "aria-multiline": "true",
          "aria-labelledby": headingId(section.id),
          class: "note-text",
        },
      },
      onFocus: ({ editor: focused }) => onFocus(focused),
      onBlur() {
        handBack();
        onBlur();
      },
    },
    [doc, section.id],
  );

  useCaretAgain(editor, section.id, caretLeft);
  useMergedMarks(editor, merged);
  useLetGo(editor, doc, section.id);

  return <EditorContent editor={editor} />;
}

/** One never writes behind what stays in sight at the foot of the page: on a narrow one there is a bar below it. In px. */
const inSightOn = (isWide: boolean) => ({ top: 0, right: 0, bottom: isWide ? 112 : 184, left: 0 });

/** The id of the heading that names a section. */
export function headingId(section: string): string {
  return `section-${section}`;
}

import { ToggleButton } from "react-aria-components/ToggleButton";
import { Toolbar as AriaToolbar } from "react-aria-components/Toolbar";
import { useEditorState, type Editor } from "@tiptap/react";
import { Bold, Heading2, Italic, List, ListChecks, ListOrdered, type LucideIcon } from "lucide-react";

import { keysInWords } from "../../platform/keys.ts";
import { TEXT_KEYS } from "./text-keys.ts";

type Tool = {
  name: keyof typeof TEXT_KEYS;
  icon: LucideIcon;
  isOn: (editor: Editor) => boolean;
  toggle: (editor: Editor) => void;
};

const TOOLS: Tool[] = [
  {
    name: "Bold",
    icon: Bold,
    isOn: (editor) => editor.isActive("bold"),
    toggle: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: "Italic",
    icon: Italic,
    isOn: (editor) => editor.isActive("italic"),
    toggle: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: "Heading",
    icon: Heading2,
    isOn: (editor) => editor.isActive("heading"),
    toggle: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: "List",
    icon: List,
    isOn: (editor) => editor.isActive("bulletList"),
    toggle: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "Numbered list",
    icon: ListOrdered,
    isOn: (editor) => editor.isActive("orderedList"),
    toggle: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: "Check list",
    icon: ListChecks,
    isOn: (editor) => editor.isActive("taskList"),
    toggle: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
];

/** What can be done to the text under the caret. It stays where it is, whichever section has the caret. */
export function Toolbar({ editor }: { editor: Editor | undefined }) {
  const on = useEditorState({
    editor: editor ?? null,
    selector: ({ editor: current }) => TOOLS.map(({ isOn }) => (current ? isOn(current) : false)),
  });

  return (
    <AriaToolbar aria-label="Text" className="flex min-w-0 items-center gap-0.5">
      {TOOLS.map(({ name, icon: Icon, toggle }, index) => (
        <ToggleButton
          key={name}
          aria-label={`${name} (${keysInWords(TEXT_KEYS[name])})`}
          isSelected={on?.[index] ?? false}
          isDisabled={!editor}
          onChange={() => editor && toggle(editor)}
          className="inline-flex size-control cursor-pointer items-center justify-center rounded-md text-soft transition-colors hovered:bg-hover chosen:bg-accent-soft chosen:text-on-accent-soft off:opacity-45"
        >
          <Icon aria-hidden className="size-[1.125rem]" />
        </ToggleButton>
      ))}
    </AriaToolbar>
  );
}

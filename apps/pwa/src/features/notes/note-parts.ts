import type { Editor } from "@tiptap/core";
import type { TiptapEditorHTMLElement } from "@tiptap/core";

import { headingId } from "./section-editor.tsx";

/** Where one writes or presses in a part of the note. */
const STARTS = "[contenteditable=true], textarea:enabled, input:enabled, button:enabled, [role=spinbutton]";

/** Goes to the next part of the note, or to the one before: its header, its sections, the safety line, what is beside it. */
export function goToPart(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-part]")].filter((part) => part.checkVisibility());
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  const part = parts[here === -1 ? 0 : here + step];
  if (!part) return;
  const start = part.tabIndex === -1 && part.hasAttribute("tabindex") ? part : part.querySelector<HTMLElement>(STARTS);
  start?.focus();
}

/** The editor of a section that is on the page. */
export function editorOf(section: string): Editor | undefined {
  return document.querySelector<TiptapEditorHTMLElement>(`[aria-labelledby="${headingId(section)}"]`)?.editor;
}

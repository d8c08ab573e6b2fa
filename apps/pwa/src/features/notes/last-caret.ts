import type { EditorView } from "@tiptap/pm/view";

const MARK = "data-last-caret";
const PUT_IN = "cliently:put-in";

/** The section of the open note that had the caret last; null when none had it yet. */
export function lastCaret(): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[${MARK}]`);
}

/** Puts text where the caret was last, as soon as the focus is back from whatever stands in front of the note. */
export function putAtLastCaret(text: string): void {
  const section = lastCaret();
  if (!section) return;
  const put = () => setTimeout(() => section.dispatchEvent(new CustomEvent(PUT_IN, { detail: text })));
  if (document.activeElement === section) return void put();
  section.addEventListener("focus", put, { once: true });
  // By then what stood in front is gone; it gives the focus back itself when it had taken it from here.
  requestAnimationFrame(() => requestAnimationFrame(() => section.focus()));
}

/** Remembers that the caret is in this section, and hears what is to be put there. For an editor's plugin. */
export function caretEvents(put: (view: EditorView, text: string) => void) {
  return {
    focus(view: EditorView): boolean {
      lastCaret()?.removeAttribute(MARK);
      view.dom.setAttribute(MARK, "");
      return false;
    },
    [PUT_IN](view: EditorView, event: Event): boolean {
      put(view, String((event as CustomEvent).detail)); // made above
      return true;
    },
  };
}

import { wordsOf } from "@cliently/api/domain/search/words-of";
import { useEffect } from "react";

import { useLanding, type Landing } from "./finding.tsx";
import { isEditable } from "./is-editable.ts";

/** How long a field may take to appear, in ms. */
const PATIENCE_MS = 5_000;

/**
 * Brings a field into view in which something was found, with the caret behind it: the one of that label, in the
 * element with `data-row="noun|id"` where a page shows several rows, and anywhere on the page where it shows one.
 */
export function useLandOnField(noun: Landing["noun"], id: string): void {
  const landing = useLanding(noun, id);
  useEffect(() => {
    if (!landing) return;
    const from = document.activeElement;
    const changes = new MutationObserver(() => look());
    const timer = setTimeout(() => changes.disconnect(), PATIENCE_MS);
    const stop = () => {
      changes.disconnect();
      clearTimeout(timer);
    };
    const look = () => {
      const { activeElement } = document;
      if (activeElement !== from && isEditable(activeElement)) return stop(); // who writes elsewhere by now stays there
      const row = document.querySelector<HTMLElement>(`[data-row="${noun}|${id}"]`);
      if (land(row ?? document.getElementById("main"), landing)) stop();
    };
    changes.observe(document.body, { childList: true, subtree: true });
    look();
    return stop;
  }, [landing, noun, id]);
}

/** Whether it is there to land on. */
function land(row: HTMLElement | null, { place, placeName, words }: Landing): boolean {
  if (place === "") return true; // found by its name, which stands at the top
  const labels = [...(row?.querySelectorAll("label") ?? [])];
  const field = labels.find(({ textContent }) => textContent === placeName)?.control;
  if (!field) return false;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return true;
  const found = wordsOf(field.value).find(({ word }) => words.includes(word));
  // Behind it, not around it: the next key must take nothing away. Some kinds of input have no caret to set.
  if (found && field.selectionStart !== null) field.setSelectionRange(found.end, found.end);
  return true;
}

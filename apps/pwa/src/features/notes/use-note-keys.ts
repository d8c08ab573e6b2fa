import { useEffect, useEffectEvent } from "react";

import { arePressed } from "../../platform/keys.ts";
import { goToPart } from "./note-parts.ts";
import { NOTE_KEYS, TEXT_KEYS } from "./text-keys.ts";

type Keys = { onSave: () => void; onTimer: () => void; onQuiet: () => void; onEscape: () => void };

/** Listens to the keys of the note for as long as it is open. With something in front of it, keys are that one's. */
export function useNoteKeys({ onSave, onTimer, onQuiet, onEscape }: Keys): void {
  const acts: [keys: string, act: () => void][] = [
    [NOTE_KEYS["Next part of the note"], () => goToPart(1)],
    [NOTE_KEYS["Part before"], () => goToPart(-1)],
    [NOTE_KEYS["Start or stop the timer"], onTimer],
    [NOTE_KEYS["Only the text, and back"], onQuiet],
  ];
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (arePressed(TEXT_KEYS["Save now"], event)) {
      event.preventDefault(); // the browser would save the page as a file
      return onSave();
    }
    const isEscape = arePressed("Escape", event);
    const act = acts.find(([keys]) => arePressed(keys, event))?.[1];
    // Most keys are letters: the page is searched only for those that are meant here.
    if ((!isEscape && !act) || event.isComposing || document.querySelector(IN_FRONT)) return;
    if (isEscape || !act) return onEscape();
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  });

  useEffect(() => {
    // Before whatever has the focus: a closed list would open with these arrows, and the editor takes every Escape.
    addEventListener("keydown", pressed, { capture: true });
    return () => removeEventListener("keydown", pressed, { capture: true });
  }, []);
}

/** What tells of something done is a dialog by its role as well, in a region of its own: it is not in front of anything. */
const IN_FRONT = ":is([role=dialog], [role=alertdialog], [role=listbox], [role=menu]):not([role=region] *)";

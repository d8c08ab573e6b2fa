import { useEffect, useEffectEvent, useRef } from "react";

import { rememberCaret } from "../../platform/caret.ts";
import { isEditable } from "../../platform/is-editable.ts";
import { isApple } from "../../platform/keys.ts";
import { perform, type Command } from "./command.ts";
import { areShortcutsOn } from "./shortcut-choice.ts";
import { heard, type Held } from "./shortcut-keys.ts";

type Keys = {
  commands: readonly Command[];
  go: (href: string) => void;
  onPalette: () => void;
};

/** Listens to the keyboard for as long as the practice is open. With a dialog in front, keys are the dialog's. */
export function useShortcuts({ commands, go, onPalette }: Keys): void {
  const held = useRef<Held>(null);

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const key = letterOf(event);
    if (isPaletteKey(event, key)) {
      event.preventDefault(); // in Firefox they are those of the address bar
      if (isDialogOpen()) return;
      rememberCaret();
      onPalette();
      return;
    }
    if (event.defaultPrevented || !areShortcutsOn()) return;
    const answer = heard(
      {
        key,
        at: event.timeStamp,
        isChord: event.ctrlKey || event.altKey || event.metaKey,
        isRepeat: event.repeat,
        isTyping: event.isComposing || usesLetters(event.target) || isDialogOpen(),
      },
      held.current,
      commands.flatMap(({ shortcut }) => shortcut ?? []),
    );
    held.current = answer.held;
    const command = answer.shortcut && commands.find(({ shortcut }) => shortcut === answer.shortcut);
    if (!command) return;
    event.preventDefault(); // the letter would be typed into what opens
    perform(command, go);
  });

  useEffect(() => {
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** The letter on the key, also where the keyboard writes Greek or Cyrillic. */
function letterOf({ key, code }: KeyboardEvent): string {
  const isForeign = key.length === 1 && key > "\u007f" && code.startsWith("Key");
  return (isForeign ? code.slice(3) : key).toLowerCase();
}

function isPaletteKey({ ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent, key: string): boolean {
  // On a Mac, Ctrl+K cuts the rest of the line.
  const [wanted, other] = isApple() ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return key === "k" && wanted && !other && !altKey && !shiftKey && !repeat;
}

/** Whether letters that are pressed here are written, or find a row by its name. */
function usesLetters(target: EventTarget | null): boolean {
  return (
    isEditable(target) ||
    (target instanceof Element && target.closest("[role=menu], [role=listbox], [role=grid], [role=combobox]") !== null)
  );
}

/** What was just done is told in a dialog that is in nobody's way. */
function isDialogOpen(): boolean {
  return document.querySelector(":is([role=dialog], [role=alertdialog]):not([aria-modal=false])") !== null;
}

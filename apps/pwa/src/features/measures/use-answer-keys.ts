import { useEffect, useEffectEvent, type RefObject } from "react";

/** Digits choose an answer, arrows go from one to the next. `first`: the digit of the first answer. */
export function useAnswerKeys(
  choices: RefObject<HTMLElement | null>,
  first: 0 | 1,
  onChoose: (index: number) => void,
): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (/^\d$/.test(event.key)) {
      const index = Number(event.key) - first;
      if (index >= 0) onChoose(index);
      return;
    }
    const step = STEPS[event.key];
    if (!step || !choices.current) return;
    event.preventDefault();
    const buttons = [...choices.current.querySelectorAll("button")];
    const held = buttons.findIndex((button) => button === document.activeElement);
    const next = held === -1 ? (step > 0 ? 0 : buttons.length - 1) : (held + step + buttons.length) % buttons.length;
    buttons[next]?.focus();
  });

  useEffect(() => {
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

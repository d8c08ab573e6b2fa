import { useEffect, useEffectEvent, useRef, type RefObject } from "react";

import { typedAnswer } from "./typed-answer.ts";

/** Digits choose an answer, arrows go from one to the next. The answers are numbered from `first` to `last`. */
export function useAnswerKeys(
  choices: RefObject<HTMLElement | null>,
  numbers: { first: 0 | 1; last: number },
  onChoose: (index: number) => void,
): void {
  const waiting = useRef<{ digit: string; timer: number }>(undefined);
  const choose = useEffectEvent(onChoose);

  function stopWaiting(): string {
    clearTimeout(waiting.current?.timer);
    const digit = waiting.current?.digit ?? "";
    waiting.current = undefined;
    return digit;
  }

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const before = stopWaiting();
    if (/^\d$/.test(event.key)) {
      const answer = typedAnswer(before, event.key, numbers);
      if (!answer) return;
      const index = answer.number - numbers.first;
      if (!answer.waits) return choose(index);
      waiting.current = { digit: event.key, timer: window.setTimeout(() => choose(index), NEXT_DIGIT_MS) };
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
    return () => {
      removeEventListener("keydown", pressed);
      clearTimeout(waiting.current?.timer);
    };
  }, []);
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** How long a digit waits for another one that may belong to it, in ms. */
const NEXT_DIGIT_MS = 700;

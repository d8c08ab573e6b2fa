import type { Over } from "@cliently/api/domain/field";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useEffect, useRef, useState } from "react";

import { useTell } from "../../toasts.tsx";
import { whyNotKept } from "./use-goal-change.ts";

/** What is typed, as it would be kept, or why it cannot be. */
export type Read<Value> = { text: string } & ({ value: Value } | { error: string });

type Place<Value> = {
  kept: string;
  over: Over;
  read: (typed: string) => Read<Value>;
  send: (value: Value, over: Over) => Promise<unknown>;
};

export type Kept = {
  shown: string;
  error: string | undefined;
  type: (text: string) => void;
  keep: () => void;
};

/**
 * Something about a goal, written in place: kept when one leaves it, and what is typed stays where it was typed until it
 * is kept, also when it cannot be. When its screen is gone by then, the words are handed back.
 */
export function useKept<Value>({ kept, over, read, send }: Place<Value>): Kept {
  const { shown, basis, type, sent, drop } = useTyped(kept, over);
  const [error, setError] = useState<string>();
  const handBack = useHandBack();
  // Known at once: Enter and Tab come right after each other, before anything is drawn anew.
  const isOpen = useRef(false);

  function failed(words: string, why: string): void {
    isOpen.current = true; // leaving it again tries once more
    setError(why);
    handBack(words);
  }

  function keep(): void {
    if (!isOpen.current) return;
    isOpen.current = false;
    const found = read(shown);
    if (found.text === kept) {
      setError(undefined);
      return drop();
    }
    if ("error" in found) return failed(shown, found.error);
    setError(undefined);
    sent(found.text);
    send(found.value, basis).catch((failure: unknown) => failed(found.text, whyNotKept(failure)));
  }

  useLeaving(keep);

  return {
    shown,
    error,
    keep,
    type(text) {
      isOpen.current = true;
      type(text);
    },
  };
}

/** Words that cannot be kept and whose field is gone: they are shown once more, to be copied. */
export function useHandBack(): (words: string) => void {
  const tell = useTell();
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return (words) => {
    if (!isGone.current || !words.trim()) return;
    const copy = () => void navigator.clipboard.writeText(words);
    tell({ text: `Not kept: ${words}`, action: { label: "Copy", onPress: copy } });
  };
}

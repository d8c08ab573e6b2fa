import { useState } from "react";

type Typed = { text: string; instead: string | undefined };

/**
 * The text of a field whose value is kept elsewhere: what is typed stays in the field until what is kept has taken it
 * over, so that neither a slow store nor news from another device takes words from under one's hands.
 */
export function useTyped(kept: string): {
  shown: string;
  isTyping: boolean;
  type: (text: string) => void;
  sent: (text: string) => void;
  drop: () => void;
} {
  const [typed, setTyped] = useState<Typed>();
  const isTyping = typed !== undefined && (typed.instead === undefined || typed.instead === kept);

  return {
    shown: isTyping ? typed.text : kept,
    isTyping,
    type: (text) => setTyped({ text, instead: undefined }),
    /** It is on its way into what is kept; once that changes, it counts again. */
    sent: (text) => setTyped({ text, instead: kept }),
    drop: () => setTyped(undefined),
  };
}

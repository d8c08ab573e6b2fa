import { useState } from "react";

type Typed<Basis> = { text: string; instead: readonly string[] | undefined; sent: string | undefined; basis: Basis };

/**
 * The text of a field whose value is kept elsewhere: what is typed stays in the field until what is kept has taken it
 * over, so that neither a slow store nor news from another device takes words from under one's hands. `basis` belongs
 * to what is kept; the one that comes back belongs to the value that the person saw when they began to type.
 */
export function useTyped<Basis>(
  kept: string,
  basis: Basis,
): {
  shown: string;
  isTyping: boolean;
  basis: Basis;
  type: (text: string) => void;
  sent: (text: string) => void;
} {
  const [typed, setTyped] = useState<Typed<Basis>>();
  const isTyping = typed !== undefined && (typed.instead === undefined || typed.instead.includes(kept));
  // What they sent themselves a moment ago is what they type on from.
  const began = isTyping && typed.sent !== kept ? typed.basis : basis;

  return {
    shown: isTyping ? typed.text : kept,
    isTyping,
    basis: began,
    type: (text) => setTyped({ text, instead: undefined, sent: typed?.sent, basis: began }),
    /** It is on its way into what is kept; once that changes, it counts again. */
    sent: (text) =>
      setTyped({ text, instead: [kept, ...(typed?.sent === undefined ? [] : [typed.sent])], sent: text, basis: began }),
  };
}

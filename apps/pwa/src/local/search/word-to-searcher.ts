import type { Answer, Question } from "./question.ts";

/** What a page tells the search worker. `look`: something may be new, answer again. */
export type WordToSearcher =
  | { kind: "open"; accountId: string; key: Uint8Array<ArrayBuffer> }
  | { kind: "ask"; number: number; question: Question }
  | { kind: "forget"; number: number }
  | { kind: "look" };

/** What it hears back. */
export type WordFromSearcher = { kind: "answer"; number: number; answer: Answer } | { kind: "failed"; number: number };

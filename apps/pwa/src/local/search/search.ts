import { ownScript } from "../../platform/trusted-types.ts";
import type { Answer, Question } from "./question.ts";
import script from "./search.worker.ts?worker&url";
import type { WordFromSearcher, WordToSearcher } from "./word-to-searcher.ts";

/** The search of an account in this tab. Its worker begins with the first question. */
export type Search = {
  /** Answers now, and again whenever more of the answer is known, until the returned function is called. */
  ask(question: Question, hear: { answer: (answer: Answer) => void; failed: () => void }): () => void;
  /** Something may be new: what is asked is answered again. */
  look(): void;
  /** Ends it for good, and takes its copy of the key and all words with it. */
  end(): void;
};

export function makeSearch(accountId: string, key: Uint8Array<ArrayBuffer>): Search {
  const hearing = new Map<number, { answer: (answer: Answer) => void; failed: () => void }>();
  let worker: Worker | undefined;
  let isEnded = false; // whoever still has it must not hand the key out again
  let asked = 0;
  const tell = (word: WordToSearcher) => worker?.postMessage(word);
  const allFailed = () => hearing.forEach(({ failed }) => failed());

  function start(): Worker {
    const started = new Worker(ownScript(script), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<WordFromSearcher>) => {
      const heard = hearing.get(data.number);
      if (data.kind === "answer") heard?.answer(data.answer);
      else heard?.failed();
    };
    started.onerror = () => {
      started.terminate();
      worker = undefined;
      allFailed();
    };
    return started;
  }

  return {
    ask(question, hear) {
      if (isEnded) return () => {};
      if (!worker) {
        worker = start();
        tell({ kind: "open", accountId, key });
      }
      const number = ++asked;
      hearing.set(number, hear);
      tell({ kind: "ask", number, question });
      return () => {
        hearing.delete(number);
        tell({ kind: "forget", number });
      };
    },
    look: () => tell({ kind: "look" }),
    end() {
      isEnded = true;
      worker?.terminate();
      worker = undefined;
      hearing.clear();
    },
  };
}

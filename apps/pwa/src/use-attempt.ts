import { useState } from "react";

import { whyNotDone } from "./not-saved.ts";
import { useTell } from "./toasts.tsx";

type Attempt = (keeping: Promise<unknown>, kept?: () => void) => void;

/** For what a press does: goes on once it is kept, and says so when it could not be. */
export function useAttempt(): Attempt {
  const tell = useTell();
  return (keeping, kept = () => {}) =>
    void keeping.then(kept, (failure: unknown) => tell({ text: whyNotDone(failure) }));
}

/** The same in a dialog, which covers what is said in passing, and beside a question: the problem stays there. */
export function useAttemptHere(why = whyNotDone): { problem: string | undefined; attempt: Attempt } {
  const [problem, setProblem] = useState<string>();
  return {
    problem,
    attempt(keeping, kept = () => {}) {
      setProblem(undefined);
      keeping.then(kept, (failure: unknown) => setProblem(why(failure)));
    },
  };
}

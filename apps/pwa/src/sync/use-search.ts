import { useEffect, useState } from "react";

import type { Answer, Question } from "../local/search/question.ts";
import { makeSearch } from "../local/search/search.ts";
import { cacheState } from "./device.ts";
import { useDevice, useSearchSeat } from "./hooks.tsx";

/** `answer`: to the newest question that has one, so that nothing flickers while one types. */
export type Searched = { answer: Answer | undefined; isFailed: boolean };

/**
 * Looks for words in everything on this device, live: what comes in or is written meanwhile is found as well. A question
 * without words finds nothing, and has the index ready for the first one.
 */
export function useSearch(question: Question): Searched {
  const search = useSearchSeat().taken(makeSearch);
  const { cache, world } = useDevice();
  const [searched, setSearched] = useState<Searched>({ answer: undefined, isFailed: false });
  const asked = JSON.stringify(question);

  useEffect(() => {
    const wanted = JSON.parse(asked) as Question; // the question as text, so that an equal one is the same
    let isAnswered = false;
    return search.ask(wanted, {
      answer(answer) {
        // The first few of an answer that is given again would take the others off the screen.
        if (isAnswered && !answer.isWhole) return;
        isAnswered ||= answer.isWhole;
        setSearched({ answer, isFailed: false });
      },
      failed: () => setSearched({ answer: undefined, isFailed: true }),
    });
  }, [search, asked]);

  useEffect(
    () => world.follow(() => cacheState(cache), { answer: () => search.look(), failed: () => {} }),
    [world, cache, search],
  );

  return searched;
}

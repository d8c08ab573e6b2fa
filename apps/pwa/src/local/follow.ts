import Dexie, { liveQuery } from "dexie";

import type { Follow } from "./local-database.ts";
import type { Typing } from "./typing.ts";

/** Follows answers through Dexie. */
export function followBeside(typing: Typing): Follow {
  return (find, { answer, failed }) => {
    let asked = 0;
    const question = async () => {
      const mine = ++asked;
      // As a promise of Dexie's own, which knows afterwards whose tables are read.
      if (mine > 1) await Dexie.Promise.resolve(typing.turn());
      return mine === asked ? { found: await find() } : null; // asked anew meanwhile
    };
    const subscription = liveQuery(question).subscribe({
      next: (known) => known && answer(known.found),
      error: failed,
    });
    return () => {
      asked++;
      subscription.unsubscribe();
    };
  };
}

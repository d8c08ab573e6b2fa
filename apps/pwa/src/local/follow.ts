import Dexie, { liveQuery } from "dexie";

import type { Follow } from "./local-database.ts";
import type { Typing } from "./typing.ts";

/**
 * Follows answers through Dexie. Each question waits for its turn once, however often it is asked anew meanwhile: else
 * whoever writes on would have it wait for as long as they do.
 */
export function followBeside(typing: Typing): Follow {
  return (find, { answer, failed }) => {
    let asked = 0;
    let turn: Promise<void> | undefined;
    const question = async () => {
      const mine = ++asked;
      if (mine > 1) {
        turn ??= typing.turn().finally(() => (turn = undefined));
        // As a promise of Dexie's own, which knows afterwards whose tables are read.
        await Dexie.Promise.resolve(turn);
      }
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

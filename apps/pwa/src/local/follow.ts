import { liveQuery } from "dexie";

import type { Follow } from "./local-database.ts";

/** Follows an answer through Dexie. */
export const follow: Follow = (find, { answer, failed }) => {
  const subscription = liveQuery(async () => find()).subscribe({ next: answer, error: failed });
  return () => subscription.unsubscribe();
};

import type { CacheDatabase } from "../local/local-database.ts";

/** The nouns that people write on several devices, so that there can be something to decide about. */
const DECIDABLE = ["client", "note", "summary", "addendum", "goal", "measurement", "preset"] as const;

/** Where a row is. */
export type Place = { noun: (typeof DECIDABLE)[number]; id: string };

/** The rows in which the person has to decide about something, as they are shown on this device; none is opened. */
export function findUndecided(cache: CacheDatabase): Promise<Place[]> {
  return cache.transaction("r", [...DECIDABLE, "view"], async () => {
    const waiting = await cache.view.orderBy("undecided").toArray();
    const places: Place[] = [];
    for (const noun of DECIDABLE) {
      for (const { id } of waiting.filter((row) => row.noun === noun)) places.push({ noun, id });
      for (const { id } of await cache.rows(noun).orderBy("undecided").toArray()) {
        if (!(await cache.view.get([noun, id]))) places.push({ noun, id });
      }
    }
    return places;
  });
}

import type { ListIndex, Noun, Row, Store } from "./store.ts";

/** A note's text without a word, as a Yjs V2 update. */
export const NO_WORDS = "AAAAAAAAAQAAAAAAAA==";

/** Whether a row is a tombstone: what it said is gone, and it stays only until every device has heard of it. */
export function isPurged(row: Record<string, unknown>): boolean {
  return typeof row["purgedAt"] === "number";
}

/** A store in which tombstones are not there, as they are not on devices: so a rule decides alike on both ends. */
export function withoutPurged(store: Store): Store {
  return {
    async get<N extends Noun>(noun: N, id: string) {
      const row = await store.get(noun, id);
      return row && !isPurged(row) ? row : undefined;
    },
    put: (noun, row) => store.put(noun, row),
    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const rows: Row<N>[] = await store.list(noun, index, value);
      return rows.filter((row) => !isPurged(row));
    },
  };
}

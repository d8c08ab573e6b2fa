import { layouts } from "@cliently/api/domain/layout";
import type { ListIndex, Noun, Row, Store } from "@cliently/api/domain/store";

import type { CacheDatabase, CanonicalRow, ViewRow } from "./local-database.ts";
import type { Sealer } from "./sealing.ts";

/** Takes a row apart: its open fields, and the rest for sealing. The same list decides on the server. */
export function apart(
  noun: Noun,
  row: Record<string, unknown>,
): { open: Record<string, unknown>; hidden: Record<string, unknown> } {
  const open: Record<string, unknown> = {};
  const hidden: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) {
    if (field === "id") continue;
    (Object.hasOwn(layouts[noun].open, field) ? open : hidden)[field] = value;
  }
  return { open, hidden };
}

/** Puts a stored row together with its opened part. */
export function together<N extends Noun>(noun: N, stored: CanonicalRow | ViewRow, hidden: unknown): Row<N> {
  const open = Object.fromEntries(Object.keys(layouts[noun].open).map((field) => [field, stored[field]]));
  return { ...(hidden as object), ...open, id: stored.id } as Row<N>; // both parts were written by `apart` from a Row<N>
}

/** Where a row's sealed part belongs. */
export function placeOf(noun: string, id: string): string {
  return `${noun}|${id}`;
}

/**
 * The store of a mutation that runs on this device, inside one transaction of the cache: reads what waits on top of
 * what the server has, and writes into the view under the mutation's `seq`.
 */
export function deviceStore(cache: CacheDatabase, sealer: Sealer, seq: number, ackedSeq: number): Store {
  const opened = <N extends Noun>(noun: N, stored: CanonicalRow | ViewRow) =>
    together(noun, stored, sealer.openNow(placeOf(noun, stored.id), stored.sealed));

  return {
    async get(noun, id) {
      const waiting = await cache.view.get([noun, id]);
      const stored = waiting && waiting.seq > ackedSeq ? waiting : await cache.rows(noun).get(id);
      return stored && opened(noun, stored);
    },

    async put(noun, row) {
      const { open, hidden } = apart(noun, row);
      const sealed = sealer.sealNow(placeOf(noun, row.id), hidden);
      await cache.view.put({ ...open, noun, id: row.id, seq, sealed });
    },

    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const stored = new Map<string, CanonicalRow | ViewRow>();
      for (const row of await cache.rows(noun).where(index).equals(value).toArray()) stored.set(row.id, row);
      for (const row of await cache.view.where("noun").equals(noun).toArray()) {
        if (row.seq <= ackedSeq) continue;
        if (row[index] === value) stored.set(row.id, row);
        else stored.delete(row.id);
      }
      return [...stored.values()].map((row) => opened(noun, row));
    },
  };
}

import type { ListIndex, Noun, Row, Store } from "@cliently/api/domain/store";

import type { CacheDatabase, CanonicalRow, FootprintRow, ViewRow } from "./local-database.ts";
import { apart, placeOf, together } from "./row-parts.ts";
import type { Sealer } from "./sealing.ts";

/** A run of mutations on top of what the server has and what is painted already. Nothing is stored before `flush`. */
export type Layer = {
  /** The store of the next mutation, which sees what those before it kept. */
  next(): LayerStore;
  /** Stores what was kept, and where each mutation has been. */
  flush(): Promise<void>;
};

export type LayerStore = Store & {
  /**
   * Ends the mutation, which stands at `seq`, and says where it has been. What it put counts only when it was applied:
   * of one that was refused or broke nothing stays.
   */
  end(seq: number, isApplied: boolean): FootprintRow;
};

type AnyRow = Record<string, unknown> & { id: string };
type Write = { noun: Noun; row: AnyRow };

/** Begins a layer, inside one transaction of the cache. */
export function layerOver(cache: CacheDatabase, sealer: Sealer): Layer {
  const below = new Map<string, AnyRow | undefined>();
  const painted = new Map<Noun, ViewRow[]>();
  const kept = new Map<string, Write & { seq: number }>();
  const footprints: FootprintRow[] = [];

  const opened = (noun: Noun, stored: CanonicalRow | ViewRow): AnyRow =>
    together(noun, stored, sealer.openNow(placeOf(noun, stored.id), stored.sealed));

  async function read(noun: Noun, id: string): Promise<AnyRow | undefined> {
    const stored = (await cache.view.get([noun, id])) ?? (await cache.rows(noun).get(id));
    return stored && opened(noun, stored);
  }

  async function paintedOf(noun: Noun): Promise<ViewRow[]> {
    const known = painted.get(noun);
    if (known) return known;
    const rows = await cache.view.where("noun").equals(noun).toArray();
    painted.set(noun, rows);
    return rows;
  }

  return {
    next() {
      const put = new Map<string, Write>();
      const reads = new Set<string>();
      const lists = new Set<Noun>();

      return {
        async get<N extends Noun>(noun: N, id: string) {
          const place = placeOf(noun, id);
          reads.add(place);
          const written = put.get(place) ?? kept.get(place);
          if (!written && !below.has(place)) below.set(place, await read(noun, id));
          return (written?.row ?? below.get(place)) as Row<N> | undefined; // found at this noun's place
        },

        async put(noun, row) {
          put.set(placeOf(noun, row.id), { noun, row: row as AnyRow }); // every row has an id
        },

        async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
          lists.add(noun);
          const rows = new Map<string, AnyRow>();
          for (const row of await cache.rows(noun).where(index).equals(value).toArray())
            rows.set(row.id, opened(noun, row));
          for (const row of await paintedOf(noun)) {
            if (row[index] === value) rows.set(row.id, opened(noun, row));
            else rows.delete(row.id);
          }
          for (const write of [...kept.values(), ...put.values()]) {
            if (write.noun !== noun) continue;
            if (write.row[index] === value) rows.set(write.row.id, write.row);
            else rows.delete(write.row.id);
          }
          const sorted = [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
          return sorted as Row<N>[]; // read from, or written to, this noun's table
        },

        end(seq, isApplied) {
          if (isApplied) for (const [place, write] of put) kept.set(place, { ...write, seq });
          const writes = isApplied ? [...put.keys()] : [];
          const footprint = { seq, reads: [...reads], lists: [...lists], writes };
          footprints.push(footprint);
          return footprint;
        },
      };
    },

    async flush() {
      const rows = [...kept.values()].map(({ noun, row, seq }): ViewRow => {
        const { open, hidden } = apart(noun, row);
        return { ...open, noun, id: row.id, seq, sealed: sealer.sealNow(placeOf(noun, row.id), hidden) };
      });
      // Even when there is nothing: Dexie loses a transaction in which it is not asked for anything between two awaits.
      await cache.view.bulkPut(rows);
      await cache.footprint.bulkPut(footprints);
    },
  };
}

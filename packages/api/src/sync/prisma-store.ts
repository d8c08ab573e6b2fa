import { Prisma, type DataKey, type Tx } from "@cliently/db";

import { nounNames } from "../domain/layout.ts";
import type { ListIndex, Noun, Row, Store } from "../domain/store.ts";
import { columnOf, openRow, selectFrom, sourceOf, writeRows, type StoredRow } from "./rows.ts";

/** A row's place. */
export type Place = { noun: Noun; id: string };
export type Written = { [N in Noun]: { noun: N; id: string; row: Row<N> } }[Noun];

/** The rows that a run of mutations works on: each is read once, what is kept waits for `flush`. */
export type PrismaStore = {
  /** The store of the next mutation, which sees what those before it kept. */
  next(): MutationStore;
  /** Writes what was kept, one statement a noun, and tells what that was. */
  flush(): Promise<Written[]>;
};

export type MutationStore = Store & {
  /** Adds what the mutation put. Never called for a refused one, so that nothing of it stays. */
  keep(): void;
  /** Everything the mutation looked at, for the device to see why it was refused. */
  touched(): Place[];
};

export function prismaStore(tx: Tx, accountId: string, key: DataKey): PrismaStore {
  const read = new Map<string, unknown>();
  const kept = new Map<string, Written>();

  return {
    next() {
      const touched = new Map<string, Place>();
      const put = new Map<string, Written>();

      return {
        async get<N extends Noun>(noun: N, id: string) {
          const at = place(noun, id);
          touched.set(at, { noun, id });
          const written = put.get(at) ?? kept.get(at);
          if (!written && !read.has(at)) {
            const [row] = await tx.$queryRaw<StoredRow[]>(
              selectFrom(sourceOf(noun), accountId, Prisma.sql`id = ${id}::uuid`),
            );
            read.set(at, row && openRow(key, row));
          }
          return (written?.row ?? read.get(at)) as Row<N> | undefined; // found at this noun's place
        },

        async put(noun, row) {
          put.set(place(noun, row.id), { noun, id: row.id, row } as Written); // noun and row come together
        },

        async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
          const column = Prisma.raw(columnOf(index));
          const stored = await tx.$queryRaw<StoredRow[]>(
            selectFrom(sourceOf(noun), accountId, Prisma.sql`${column} = ${value}::uuid`),
          );
          const rows = new Map(stored.map((row) => [row.id, openRow(key, row)]));
          for (const write of [...kept.values(), ...put.values()]) {
            if (write.noun !== noun) continue;
            const row: Record<string, unknown> = write.row;
            if (row[index] === value) rows.set(write.id, row);
            else rows.delete(write.id);
          }
          for (const id of rows.keys()) touched.set(place(noun, id), { noun, id });
          const sorted = [...rows.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
          return sorted.map(([, row]) => row as Row<N>); // read from, or written to, this noun's table
        },

        keep() {
          for (const [at, write] of put) kept.set(at, write);
        },

        touched: () => [...touched.values()],
      };
    },

    async flush() {
      const writes = [...kept.values()];
      // In the order of the table of nouns: parents come before the rows that point at them.
      for (const noun of nounNames) {
        const rows = writes.filter((write) => write.noun === noun).map(({ row }) => row);
        if (rows.length) await writeRows(tx, accountId, key, noun, rows);
      }
      return writes;
    },
  };
}

function place(noun: Noun, id: string): string {
  return `${noun}|${id}`;
}

import { nounNames } from "../domain/layout.ts";
import type { ListIndex, Noun, Row, Store } from "../domain/store.ts";
import type { Place, Put, SyncReads, SyncWrites } from "./storage.ts";

/** The rows that a run of mutations works on: each is read once, what is kept waits for `flush`. */
export type WorkingCopy = {
  /** The store of the next mutation, which sees what those before it kept. */
  next(): MutationStore;
  /** Writes what was kept, all at once, and tells what that was. */
  flush(): Promise<Put[]>;
};

export type MutationStore = Store & {
  /** Adds what the mutation put. Never called for a refused one, so that nothing of it stays. */
  keep(): void;
  /** Everything the mutation looked at, for the device to see why it was refused. */
  touched(): Place[];
};

export function workingCopy(tx: Pick<SyncReads, "get" | "list"> & Pick<SyncWrites, "put">): WorkingCopy {
  const read = new Map<string, unknown>();
  const kept = new Map<string, Put>();

  return {
    next() {
      const touched = new Map<string, Place>();
      const put = new Map<string, Put>();

      return {
        async get<N extends Noun>(noun: N, id: string) {
          const at = place(noun, id);
          touched.set(at, { noun, id });
          const written = put.get(at) ?? kept.get(at);
          if (!written && !read.has(at)) read.set(at, await tx.get(noun, id));
          return (written?.row ?? read.get(at)) as Row<N> | undefined; // found at this noun's place
        },

        async put(noun, row) {
          put.set(place(noun, row.id), { noun, id: row.id, row } as Put); // noun and row come together
        },

        async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
          const stored = await tx.list(noun, index, value);
          const rows = new Map<string, Record<string, unknown>>(stored.map((row) => [row.id, row]));
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
      const inOrder = nounNames.flatMap((noun) => writes.filter((write) => write.noun === noun));
      if (inOrder.length) await tx.put(inOrder);
      return writes;
    },
  };
}

function place(noun: Noun, id: string): string {
  return `${noun}|${id}`;
}

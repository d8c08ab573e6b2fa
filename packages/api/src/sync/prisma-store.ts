import type { DataKey, Tx } from "@cliently/db";

import type { ListIndex, Noun, Row, Store } from "../domain/store.ts";
import { openRow, sealRow, type StoredRow } from "./rows.ts";

/** A row that a mutation wrote or read, by its place. */
export type Touched = { noun: Noun; id: string };
export type Written = { [N in Noun]: { noun: N; id: string; row: Row<N> } }[Noun];

/** The store of one mutation: what it reads is read once, what it writes waits for `flush`. */
export type PrismaStore = Store & {
  /** Writes what the mutation put, in its order, and tells what that was. A refused mutation is never flushed. */
  flush(): Promise<Written[]>;
  /** Everything the mutation looked at, for the device to see why it was refused. */
  touched(): Touched[];
};

export function prismaStore(tx: Tx, accountId: string, key: DataKey): PrismaStore {
  const read = new Map<string, unknown>();
  const written = new Map<string, Written>();
  const touched = new Map<string, Touched>();
  const place = (noun: Noun, id: string) => `${noun}|${id}`;

  return {
    async get<N extends Noun>(noun: N, id: string) {
      const at = place(noun, id);
      touched.set(at, { noun, id });
      if (!read.has(at)) {
        const stored = await tableIn(tx, noun).findUnique({ where: { accountId_id: { accountId, id } } });
        read.set(at, stored ? openRow(key, noun, stored) : undefined);
      }
      return read.get(at) as Row<N> | undefined; // put there two lines above, or by put, for this noun
    },

    async put(noun, row) {
      const at = place(noun, row.id);
      read.set(at, row);
      written.delete(at); // a second put counts at its own place
      written.set(at, { noun, id: row.id, row } as Written); // noun and row come together
    },

    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const stored = await tableIn(tx, noun).findMany({ where: { accountId, [index]: value }, orderBy: { id: "asc" } });
      const rows = new Map(stored.map((row) => [row.id, openRow(key, noun, row)]));
      for (const write of written.values()) {
        if (write.noun !== noun) continue;
        const row = write.row as Row<N>; // its noun was just compared
        if ((row as Record<string, unknown>)[index] === value) rows.set(row.id, row);
        else rows.delete(row.id);
      }
      for (const id of rows.keys()) touched.set(place(noun, id), { noun, id });
      return [...rows.values()];
    },

    async flush() {
      const writes = [...written.values()];
      for (const { noun, row } of writes) {
        const stored = { accountId, ...sealRow(key, noun, row) };
        // ver 0 is replaced by the trigger, which knows the transaction's version.
        await tableIn(tx, noun).upsert({
          where: { accountId_id: { accountId, id: row.id } },
          create: { ...stored, ver: 0 },
          update: stored,
        });
      }
      return writes;
    },

    touched: () => [...touched.values()],
  };
}

type Table = {
  findUnique(query: { where: { accountId_id: { accountId: string; id: string } } }): Promise<StoredRow | null>;
  findMany(query: { where: Record<string, string>; orderBy: { id: "asc" } }): Promise<StoredRow[]>;
  upsert(query: { where: { accountId_id: { accountId: string; id: string } }; create: object; update: object }): Promise<unknown>;
};

/** The Prisma model of a noun. Every noun's model has the columns of `StoredRow`; a test compares them with `nouns`. */
function tableIn(tx: Tx, noun: Noun): Table {
  const tables = { client: tx.client, consent: tx.consent, note: tx.note, "note-update": tx.noteUpdate, summary: tx.summary };
  return tables[noun] as unknown as Table;
}

import type { nouns } from "./nouns.ts";
import type { z } from "zod";

export type Nouns = typeof nouns;
export type Noun = keyof Nouns;
export type Row<N extends Noun> = z.infer<Nouns[N]["schema"]>;

/** The open fields of a noun by which its rows can be listed. */
export type ListIndex<N extends Noun> = Nouns[N]["lists"][number];

/**
 * What a mutation may touch, on the device (over Dexie) and on the server (over Prisma) alike. Rows are the account's
 * own; a row that is not there reads as undefined. Nothing is ever removed: deleting is a put with `deletedAt`.
 */
export type Store = {
  get<N extends Noun>(noun: N, id: string): Promise<Row<N> | undefined>;
  put<N extends Noun>(noun: N, row: Row<N>): Promise<void>;
  list<N extends Noun>(noun: N, index: ListIndex<N>, value: string): Promise<Row<N>[]>;
};

import { catalogue } from "../domain/catalogue.ts";
import type { Made, Outcome } from "../domain/mutation.ts";
import type { ListIndex, Noun, Row, Store } from "../domain/store.ts";

/** Rows by `noun|id`. */
export type Rows = Map<string, Record<string, unknown>>;

/** A store over a plain map: the reference that every other store is compared with. */
export function memoryStore(rows: Rows = new Map()): Store {
  return {
    get: async <N extends Noun>(noun: N, id: string) => rows.get(`${noun}|${id}`) as Row<N> | undefined, // put for this noun
    async put(noun, row) {
      rows.set(`${noun}|${row.id}`, row);
    },
    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const found = [...rows].filter(([place, row]) => place.startsWith(`${noun}|`) && row[index] === value);
      return found.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row as Row<N>); // put for this noun
    },
  };
}

/** Runs a mutation by name over `rows`; a refused one leaves nothing. */
export async function runOver(
  rows: Rows,
  { name, v, args }: { name: string; v?: number; args: unknown },
  made: Made,
): Promise<Outcome> {
  if (!Object.hasOwn(catalogue, name)) throw new Error(`no mutation ${name}`);
  const scratch = new Map(rows);
  const mutation = catalogue[name as keyof typeof catalogue]; // just looked up
  const outcome = await mutation.run(memoryStore(scratch), { v: v ?? mutation.version, args }, made);
  if (outcome.status === "applied") for (const [place, row] of scratch) rows.set(place, row);
  return outcome;
}

import { catalogue } from "@cliently/api/domain/catalogue";
import type { Made, Mutation, Outcome, Written } from "@cliently/api/domain/mutation";
import { serverCatalogue } from "@cliently/api/domain/server-catalogue";
import type { ListIndex, Noun, Row, Store } from "@cliently/api/domain/store";

export type AnyRow = Record<string, unknown>;

/** Rows that somebody has, by noun and id. */
export type Base = {
  get(noun: Noun, id: string): AnyRow | undefined;
  list(noun: Noun, index: string, value: string): Iterable<AnyRow>;
};

const known: Record<string, Mutation<unknown>> = { ...catalogue, ...serverCatalogue } as never; // run by their names alone

/** Runs a mutation over rows; its writes come back, in place of the rows that they replace. A refused one writes nothing. */
export async function runOn(
  base: Base,
  written: ReadonlyMap<string, AnyRow>,
  name: string,
  args: Written,
  made: Made,
): Promise<{ outcome: Outcome; puts: Map<string, AnyRow> }> {
  const mutation = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!mutation) return { outcome: { status: "applied" }, puts: new Map() };
  const puts = new Map<string, AnyRow>();
  const at = (noun: string, id: string) => puts.get(`${noun}|${id}`) ?? written.get(`${noun}|${id}`);
  const store: Store = {
    get: async <N extends Noun>(noun: N, id: string) => (at(noun, id) ?? base.get(noun, id)) as Row<N> | undefined, // kept under its noun
    async put(noun, row) {
      puts.set(`${noun}|${row.id}`, row);
    },
    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const rows = new Map<string, AnyRow>();
      for (const row of base.list(noun, index, value)) rows.set(String(row["id"]), row);
      for (const layer of [written, puts]) {
        for (const [place, row] of layer) {
          if (!place.startsWith(`${noun}|`)) continue;
          if (row[index] === value) rows.set(String(row["id"]), row);
          else rows.delete(String(row["id"]));
        }
      }
      const sorted = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
      return sorted.map(([, row]) => row as Row<N>); // kept under its noun
    },
  };
  const outcome = await mutation.run(store, args, made);
  return { outcome, puts: outcome.status === "applied" ? puts : new Map<string, AnyRow>() };
}

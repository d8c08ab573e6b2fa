import type { Noun, Nouns, Row } from "@cliently/api/domain/store";

import type { CanonicalRow, ViewRow } from "../local/local-database.ts";
import { placeOf, together } from "../local/row-parts.ts";
import type { Device } from "./device.ts";

/** A row as it is stored: as the server has it, or as what waits on this device leaves it. */
export type Found = CanonicalRow | ViewRow;

export type OpenField<N extends Noun> = keyof Nouns[N]["open"] & string;
/**
 * Which rows: all, those of a list, the newest, those between two times (in ms, the second left out), certain ones; or,
 * alone among these, those in the bin.
 */
export type RowsQuery<N extends Noun> =
  | { all: true }
  | { ids: readonly string[] }
  | { list: OpenField<N>; value: string }
  | { newest: OpenField<N>; limit: number }
  | { between: OpenField<N>; from: number; before: number }
  | { inBin: true };

/** A row as it is shown on this device, what waits included, still sealed; null when there is none. */
export async function findRow<N extends Noun>({ cache }: Device, noun: N, id: string): Promise<Found | null> {
  return cache.transaction(
    "r",
    [noun, "view"],
    async () => (await cache.view.get([noun, id])) ?? (await cache.rows(noun).get(id)) ?? null,
  );
}

/** Rows as they are shown on this device, still sealed. Deleted ones are left out, unless just these are wanted. */
export async function findRows<N extends Noun>({ cache }: Device, noun: N, query: RowsQuery<N>): Promise<Found[]> {
  return cache.transaction("r", [noun, "view"], async () => {
    const table = cache.rows(noun);
    const waiting = await cache.view.where("noun").equals(noun).toArray();
    const canonical =
      "newest" in query
        ? await table
            .orderBy(query.newest)
            .reverse()
            .limit(query.limit + waiting.length)
            .toArray()
        : "list" in query
          ? await table.where(query.list).equals(query.value).toArray()
          : "between" in query
            ? await table.where(query.between).between(query.from, query.before).toArray()
            : "ids" in query
              ? (await Promise.all(query.ids.map((id) => table.get(id)))).filter((row) => row !== undefined)
              : await table.toArray();
    const rows = new Map<string, Found>(canonical.map((row) => [row.id, row]));
    for (const row of waiting) {
      if (!isAmong(query, row)) rows.delete(row.id);
      else rows.set(row.id, row);
    }
    const present = [...rows.values()].filter((row) => Boolean(row["deletedAt"]) === "inBin" in query);
    if (!("newest" in query)) return present;
    return present.toSorted((a, b) => Number(b[query.newest]) - Number(a[query.newest])).slice(0, query.limit);
  });
}

/** Whether a row that waits is, as it stands by now, one of those that are asked for. */
function isAmong<N extends Noun>(query: RowsQuery<N>, row: ViewRow): boolean {
  if ("ids" in query) return query.ids.includes(row.id);
  if ("list" in query) return row[query.list] === query.value;
  if (!("between" in query)) return true;
  const time = Number(row[query.between]);
  return time >= query.from && time < query.before;
}

/** A row that was found, opened. */
export async function openRow<N extends Noun>({ sealer, opened }: Device, noun: N, found: Found): Promise<Row<N>> {
  const known = opened.of(noun, found);
  if (known) return known;
  const row = together(noun, found, await sealer.open(placeOf(noun, found.id), found.sealed));
  opened.keep(noun, found, row);
  return row;
}

/** One row as it is shown on this device now; null when there is none. */
export async function readRow<N extends Noun>(device: Device, noun: N, id: string): Promise<Row<N> | null> {
  const found = await findRow(device, noun, id);
  return found && openRow(device, noun, found);
}

/** Rows as they are shown on this device now. */
export async function readRows<N extends Noun>(device: Device, noun: N, query: RowsQuery<N>): Promise<Row<N>[]> {
  const found = await findRows(device, noun, query);
  return Promise.all(found.map((row) => openRow(device, noun, row)));
}

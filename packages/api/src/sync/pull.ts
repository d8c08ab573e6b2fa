import { Prisma, type DataKey, type Tx } from "@cliently/db";

import { nouns } from "../domain/nouns.ts";
import { PAGE_BYTES, PAGE_ROWS, type Cursor, type Reset, type RowChange } from "../domain/protocol.ts";
import type { Touched } from "./prisma-store.ts";
import { tableOf } from "./rows.ts";

export type Page = { reset: Reset | null; changes: RowChange[]; cursor: Cursor; more: boolean };

/**
 * Everything after `from` in (version, noun, id) order, in whole versions, as of the snapshot of `tx` whose head is
 * `head`. A cursor that is not of this history starts from the beginning.
 */
export async function pull(tx: Tx, accountId: string, key: DataKey, from: Cursor | null, head: Cursor): Promise<Page> {
  const reset = await resetFor(tx, accountId, from, head);
  const after = reset || !from ? 0 : from.version;
  if (after === head.version) return { reset, changes: [], cursor: head, more: false };

  const rows = await tx.$queryRaw<PulledRow[]>(page(accountId, after, head.version, PAGE_ROWS + 1));
  if (rows.length <= PAGE_ROWS && !rows.at(-1)?.cut) {
    return { reset, changes: rows.map((row) => opened(accountId, key, row)), cursor: head, more: false };
  }
  // The last version of a page that is not the whole may lack rows: it belongs to the next page, unless it is alone.
  const last = rows.at(-1)?.ver ?? 0;
  const whole = rows.filter((row) => row.ver < last);
  const version = whole.at(-1)?.ver ?? last;
  const kept = whole.length ? whole : await tx.$queryRaw<PulledRow[]>(page(accountId, last - 1, last, null));
  const cursor = { version, stamp: await stampOf(tx, accountId, version) };
  return { reset, changes: kept.map((row) => opened(accountId, key, row)), cursor, more: version < head.version };
}

/** These rows as they are now, however old: a device whose mutation was refused sees by them what the server has. */
export async function rowsAt(tx: Tx, accountId: string, key: DataKey, places: Touched[]): Promise<RowChange[]> {
  if (places.length === 0) return [];
  const rows = await tx.$queryRaw<PulledRow[]>`
    SELECT *, false AS cut FROM (${everyRow(accountId, 0, 2_147_483_647)}) AS everything
    WHERE (noun, id) IN (${Prisma.join(places.map(({ noun, id }) => Prisma.sql`(${noun}, ${id}::uuid)`))})`;
  return rows.map((row) => opened(accountId, key, row));
}

async function resetFor(tx: Tx, accountId: string, from: Cursor | null, head: Cursor): Promise<Reset | null> {
  if (!from || from.version === 0) return null;
  if (from.version > head.version) return "future";
  const stamp = from.version === head.version ? head.stamp : await stampOf(tx, accountId, from.version);
  return stamp === from.stamp ? null : "forked";
}

/** The stamp of a version; "" for one that this history does not hold, and for the beginning. */
export async function stampOf(tx: Tx, accountId: string, version: number): Promise<string> {
  if (version === 0) return "";
  const found = await tx.version.findUnique({ where: { accountId_version: { accountId, version } } });
  return found?.stamp ?? "";
}

type PulledRow = {
  noun: RowChange["noun"];
  id: string;
  ver: number;
  keyVersion: number;
  sealed: Uint8Array<ArrayBuffer>;
  open: Record<string, string | number | null>;
  cut: boolean;
};

function opened(accountId: string, key: DataKey, { noun, id, ver, keyVersion, sealed, open }: PulledRow): RowChange {
  const hidden = key.openJson(tableOf(noun), id, keyVersion, sealed) as Record<string, unknown>; // sealed by sealRow
  return { noun, id, version: ver, row: { ...hidden, ...open, id } };
}

/** At most `limit` rows and about PAGE_BYTES of them; `cut` on the last row when bytes ended the page. */
function page(accountId: string, after: number, through: number, limit: number | null): Prisma.Sql {
  if (limit === null) return Prisma.sql`SELECT *, false AS cut FROM (${everyRow(accountId, after, through)}) AS everything`;
  return Prisma.sql`
    SELECT noun, id, ver, "keyVersion", sealed, open, bytes > ${PAGE_BYTES} AS cut FROM (
      SELECT *, sum(octet_length(sealed)) OVER (ORDER BY ver, noun, id) AS bytes,
        octet_length(sealed) AS own
      FROM (SELECT * FROM (${everyRow(accountId, after, through)}) AS everything ORDER BY ver, noun, id LIMIT ${limit}) AS first
    ) AS summed
    WHERE bytes - own <= ${PAGE_BYTES} ORDER BY ver, noun, id`;
}

function everyRow(accountId: string, after: number, through: number): Prisma.Sql {
  return Prisma.join(
    SOURCES.map(
      ({ noun, table, ver, open }) => Prisma.sql`
        SELECT ${noun}::text AS noun, id, ${Prisma.raw(ver)} AS ver, key_version AS "keyVersion", sealed, ${Prisma.raw(open)} AS open
        FROM ${Prisma.raw(table)}
        WHERE account_id = ${accountId}::uuid AND ${Prisma.raw(ver)} > ${after} AND ${Prisma.raw(ver)} <= ${through}`,
    ),
    " UNION ALL ",
  );
}

/** Each noun's part of a pull, made once from the table of nouns. Text that was folded counts at its newest version. */
const SOURCES = [
  ...Object.entries(nouns).map(([noun, { open }]) => ({ noun, table: tableOf(noun), ver: "ver", open: openSql(open) })),
  { noun: "note-text", table: "note_text", ver: "upto", open: "jsonb_build_object('upto', upto)" },
];

function openSql(open: Record<string, string>): string {
  const pairs = Object.entries(open).map(([field, kind]) => {
    const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return `'${field}', ${kind === "time" ? `(extract(epoch FROM ${column}) * 1000)::bigint` : column}`;
  });
  return `jsonb_build_object(${pairs.join(", ")})`;
}

import { Prisma, type DataKey, type Tx } from "@cliently/db";

import { nounNames } from "../domain/layout.ts";
import { PAGE_BYTES, PAGE_ROWS, type Cursor, type Reset, type RowChange } from "../domain/protocol.ts";
import type { Place } from "./prisma-store.ts";
import { openRow, selectFrom, sourceOf, type Source, type StoredRow } from "./rows.ts";

export type Page = { reset: Reset | null; changes: RowChange[]; cursor: Cursor; more: boolean };

/**
 * Everything after `from` in (version, noun, id) order, in whole versions, as of the snapshot of `tx` whose head is
 * `head`. A cursor that is not of this history starts from the beginning.
 */
export async function pull(tx: Tx, accountId: string, key: DataKey, from: Cursor | null, head: Cursor): Promise<Page> {
  const reset = await resetFor(tx, accountId, from, head);
  const after = reset || !from ? 0 : from.version;
  if (after === head.version) return { reset, changes: [], cursor: head, more: false };

  const rows = await tx.$queryRaw<PagedRow[]>(page(accountId, after));
  const changes = (some: StoredRow[]) => some.map((row) => changeOf(key, row));
  const last = rows.at(-1);
  if (!last || (rows.length <= PAGE_ROWS && !last.cut))
    return { reset, changes: changes(rows), cursor: head, more: false };

  // The last version of a page that is not the whole may lack rows: it belongs to the next page, unless it is alone.
  const whole = rows.filter((row) => row.ver < last.ver);
  const version = whole.at(-1)?.ver ?? last.ver;
  const kept = whole.length
    ? whole
    : await tx.$queryRaw<StoredRow[]>(everyRow(accountId, (ver) => Prisma.sql`${ver} = ${last.ver}`));
  const cursor = { version, stamp: await stampOf(tx, accountId, version) };
  return { reset, changes: changes(kept), cursor, more: version < head.version };
}

/** These rows as they are now, however old: a device whose mutation was refused sees by them what the server has. */
export async function rowsAt(tx: Tx, accountId: string, key: DataKey, places: Place[]): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  for (const noun of new Set(places.map((place) => place.noun))) {
    const ids = new Set(places.filter((place) => place.noun === noun).map(({ id }) => id));
    const wanted = Prisma.sql`id IN (${Prisma.join([...ids].map((id) => Prisma.sql`${id}::uuid`))})`;
    const rows = await tx.$queryRaw<StoredRow[]>(selectFrom(sourceOf(noun), accountId, wanted));
    changes.push(...rows.map((row) => changeOf(key, row)));
  }
  return changes;
}

/** The stamp of a version; "" for one that this history does not hold, and for the beginning. */
export async function stampOf(tx: Tx, accountId: string, version: number): Promise<string> {
  if (version === 0) return "";
  const found = await tx.version.findUnique({ where: { accountId_version: { accountId, version } } });
  return found?.stamp ?? "";
}

async function resetFor(tx: Tx, accountId: string, from: Cursor | null, head: Cursor): Promise<Reset | null> {
  if (!from || from.version === 0) return null;
  if (from.version > head.version) return "future";
  const stamp = from.version === head.version ? head.stamp : await stampOf(tx, accountId, from.version);
  return stamp === from.stamp ? null : "forked";
}

/** Folded text counts at the newest update it holds: a device past that has all of it as updates. */
const PULLED: Source[] = [
  ...nounNames.map(sourceOf),
  { noun: "note-text", table: "note_text", ver: "upto", open: { upto: "number" } },
];

type PagedRow = StoredRow & { cut: boolean };

function changeOf(key: DataKey, row: StoredRow): RowChange {
  const noun = row.noun as RowChange["noun"]; // one of PULLED
  return { noun, id: row.id, version: row.ver, row: openRow(key, row) };
}

/**
 * At most PAGE_ROWS + 1 rows and about PAGE_BYTES; `cut` on the last row when bytes ended the page. Each table gives no
 * more than a page by its own index, so that a page costs the same however much comes after it.
 */
function page(accountId: string, after: number): Prisma.Sql {
  const limit = Prisma.raw(String(PAGE_ROWS + 1));
  const some = everyRow(accountId, (ver) => Prisma.sql`${ver} > ${after} ORDER BY ${ver} LIMIT ${limit}`);
  return Prisma.sql`
    SELECT noun, id, ver, "keyVersion", sealed, open, bytes > ${PAGE_BYTES} AS cut FROM (
      SELECT *, sum(octet_length(sealed)) OVER (ORDER BY ver, noun, id) AS bytes
      FROM (SELECT * FROM (${some}) AS everything ORDER BY ver, noun, id LIMIT ${limit}) AS first
    ) AS summed
    WHERE bytes - octet_length(sealed) <= ${PAGE_BYTES} ORDER BY ver, noun, id`;
}

function everyRow(accountId: string, where: (ver: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  const parts = PULLED.map((source) => Prisma.sql`(${selectFrom(source, accountId, where(Prisma.raw(source.ver)))})`);
  return Prisma.join(parts, " UNION ALL ");
}

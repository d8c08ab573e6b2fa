import { Prisma, type DataKey, type Tx } from "@cliently/db";

import { digestText } from "../domain/digest.ts";
import { layouts, type OpenKind } from "../domain/layout.ts";
import { isPurged } from "../domain/purged.ts";
import type { Noun, Row } from "../domain/store.ts";

/** Where the rows of a noun lie: open fields are columns, the rest is one sealed value. */
export type Source = { noun: string; table: string; ver: string; open: Record<string, OpenKind | "number"> };

/** A noun's source, from the table of nouns. */
export function sourceOf(noun: Noun): Source {
  return { noun, table: tableOf(noun), ver: "ver", open: layouts[noun].open };
}

/** A row as it comes out of Postgres: open fields as JSON, times in ms. */
export type StoredRow = {
  noun: string;
  id: string;
  ver: number;
  keyVersion: number;
  sealed: Uint8Array<ArrayBuffer>;
  digest: bigint | null;
  open: Record<string, string | number | null>;
};

/** The table of a noun: "note-update" lives in note_update. */
export function tableOf(noun: string): string {
  return noun.replaceAll("-", "_");
}

/** The column of a field: `clientId` lies in client_id. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** SELECT of a source's rows of an account, as `StoredRow`. */
export function selectFrom({ noun, table, ver, open }: Source, accountId: string, where: Prisma.Sql): Prisma.Sql {
  const pairs = Object.entries(open).map(([field, kind]) => {
    const column = columnOf(field);
    return `'${field}', ${kind === "time" ? `(extract(epoch FROM ${column}) * 1000)::bigint` : column}`;
  });
  const columns = `'${noun}'::text AS noun, id, ${ver} AS ver, key_version AS "keyVersion", sealed, digest, jsonb_build_object(${pairs.join(", ")}) AS open`;
  return Prisma.sql`SELECT ${Prisma.raw(columns)} FROM ${Prisma.raw(table)} WHERE account_id = ${accountId}::uuid AND ${where}`;
}

/** Puts a row together again. Its sealed part was written by `writeRows`, so it is trusted to be of the noun's shape. */
export function openRow(key: DataKey, { noun, id, keyVersion, sealed, open }: StoredRow): Record<string, unknown> {
  const hidden = key.openJson(tableOf(noun), id, keyVersion, sealed) as Record<string, unknown>; // an object was sealed
  return { ...hidden, ...open, id };
}

/** Writes rows of one noun, new or not, in one statement, the same for any number. The trigger gives them their version. */
export async function writeRows<N extends Noun>(
  tx: Tx,
  accountId: string,
  key: DataKey,
  noun: N,
  rows: Row<N>[],
  version: number,
): Promise<void> {
  const open: [string, OpenKind][] = Object.entries(layouts[noun].open);
  const written = rows.map((row) => {
    const fields: Record<string, unknown> = row;
    const sealed = key.sealJson(tableOf(noun), row.id, hiddenOf(noun, fields));
    return {
      ...Object.fromEntries(open.map(([field, kind]) => [columnOf(field), valueOf(kind, fields[field])])),
      id: row.id,
      sealed: Buffer.from(sealed).toString("base64"),
      digest: digestOf(key, noun, row.id, version, fields).toString(),
      tombstone: isPurged(fields),
    };
  });
  const { shape, columns, values, update } = statementOf(noun);
  await tx.$executeRaw`
    INSERT INTO ${Prisma.raw(tableOf(noun))} (account_id, ver, key_version, ${columns})
    SELECT ${accountId}::uuid, 0, ${key.version}::integer, ${values}
    FROM json_to_recordset(${JSON.stringify(written)}::json) AS written(${shape})
    ON CONFLICT (account_id, id) DO UPDATE SET ${update}`;
}

/** The parts of `writeRows` that are the same each time. */
function statementOf(noun: Noun) {
  const open: [string, OpenKind][] = Object.entries(layouts[noun].open);
  const types = [
    ["id", "uuid"],
    ["sealed", "text"],
    ["digest", "bigint"],
    ["tombstone", "boolean"],
    ...open.map(([field, kind]) => [columnOf(field), TYPES[kind]]),
  ] as const;
  const columns = types.map(([column]) => column ?? "");
  const updated = ["key_version", ...columns.filter((column) => column !== "id")];
  return {
    shape: Prisma.raw(types.map((pair) => pair.join(" ")).join(", ")),
    columns: Prisma.raw(columns.join(", ")),
    values: Prisma.raw(columns.map((column) => (column === "sealed" ? "decode(sealed, 'base64')" : column)).join(", ")),
    update: Prisma.raw(updated.map((column) => `${column} = excluded.${column}`).join(", ")),
  };
}

const TYPES: Record<OpenKind, string> = { id: "uuid", status: "text", time: "timestamptz" };

/** A tombstone has none: devices do not keep it. */
export function digestOf(
  key: DataKey,
  noun: string,
  id: string,
  version: number,
  row: Record<string, unknown>,
): bigint {
  return isPurged(row) ? 0n : key.digest(digestText(noun, id, version, row));
}

function hiddenOf(noun: Noun, row: Record<string, unknown>): Record<string, unknown> {
  const open: Record<string, OpenKind> = layouts[noun].open;
  return Object.fromEntries(Object.entries(row).filter(([field]) => field !== "id" && !open[field]));
}

function valueOf(kind: OpenKind, value: unknown): unknown {
  return kind === "time" ? (typeof value === "number" ? new Date(value) : null) : value;
}

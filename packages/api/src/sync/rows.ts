import type { DataKey } from "@cliently/db";

import { nouns, type OpenKind } from "../domain/nouns.ts";
import type { Noun, Row } from "../domain/store.ts";

/** A row as Postgres keeps it: open fields as columns, the rest sealed. */
export type StoredRow = { id: string; keyVersion: number; sealed: Uint8Array<ArrayBuffer> } & Record<string, unknown>;

/** The table of a noun: "note-update" lives in note_update. */
export function tableOf(noun: string): string {
  return noun.replaceAll("-", "_");
}

/** Takes a row apart into its open columns and one sealed value. */
export function sealRow<N extends Noun>(key: DataKey, noun: N, row: Row<N>): StoredRow {
  const open: Record<string, OpenKind> = nouns[noun].open;
  const columns: Record<string, unknown> = {};
  const hidden: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) {
    const kind = open[field];
    if (field === "id") continue;
    if (!kind) hidden[field] = value;
    else columns[field] = kind === "time" && typeof value === "number" ? new Date(value) : value;
  }
  return { ...columns, id: row.id, keyVersion: key.version, sealed: key.sealJson(tableOf(noun), row.id, hidden) };
}

/** Puts a row together again. Its sealed part was written by `sealRow`, so it is trusted to be of the noun's shape. */
export function openRow<N extends Noun>(key: DataKey, noun: N, stored: StoredRow): Row<N> {
  const open: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(nouns[noun].open)) {
    const value = stored[field];
    open[field] = kind === "time" && value instanceof Date ? value.getTime() : value;
  }
  const hidden = key.openJson(tableOf(noun), stored.id, stored.keyVersion, stored.sealed);
  return { ...(hidden as object), ...open, id: stored.id } as Row<N>; // sealed by sealRow from a Row<N>
}

import { layouts } from "@cliently/api/domain/layout";
import type { Noun, Row } from "@cliently/api/domain/store";
import { isUndecided } from "@cliently/api/domain/undecided";

import type { CanonicalRow, DraftRow, ViewRow } from "./local-database.ts";

/**
 * Takes a row apart: its open fields, and the rest for sealing. The same list decides on the server; the device alone
 * notes `undecided` beside them, so that what waits for the person is found without opening everything.
 */
export function apart(
  noun: Noun,
  row: Record<string, unknown>,
): { open: Record<string, unknown>; hidden: Record<string, unknown> } {
  const open: Record<string, unknown> = {};
  const hidden: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) {
    if (field === "id") continue;
    (Object.hasOwn(layouts[noun].open, field) ? open : hidden)[field] = value;
  }
  if (isUndecided(row)) open["undecided"] = 1;
  return { open, hidden };
}

/** Puts a stored row together with its opened part. */
export function together<N extends Noun>(noun: N, stored: CanonicalRow | ViewRow, hidden: unknown): Row<N> {
  const open = Object.fromEntries(Object.keys(layouts[noun].open).map((field) => [field, stored[field]]));
  return { ...(hidden as object), ...open, id: stored.id } as Row<N>; // both parts were written by `apart` from a Row<N>
}

/** Where a row's sealed part belongs. */
export function placeOf(noun: string, id: string): string {
  return `${noun}|${id}`;
}

/** Where a draft's sealed part belongs. */
export function draftPlace(noteId: string, tab: string): string {
  return placeOf("draft", `${noteId}|${tab}`);
}

/** A field, or an entry, of a row. `part`: which of several fields that are typed apart and kept as one. */
export type FieldPlace = { noun: Noun; id: string; path: string; part?: string | undefined };

const FIELD = "field|";
const UNSENT = `${FIELD}unsent|`; // among those of fields, so that a build which does not know it leaves it where it is

/** Under what a field's draft lies among those of notes. The table is frozen: other builds pass it over. */
export function fieldKey({ noun, id, path, part = "" }: FieldPlace): string {
  return `${FIELD}${noun}|${id}|${path}|${part}`;
}

/** Under what the words of a form lie that was not sent. */
export function unsentKey(id: string): string {
  return `${UNSENT}${id}`;
}

/** What a draft is of: the text of a note, a field, or a form that was not sent. */
export function draftKind({ noteId }: Pick<DraftRow, "noteId">): "note" | "field" | "unsent" {
  if (noteId.startsWith(UNSENT)) return "unsent";
  return noteId.startsWith(FIELD) ? "field" : "note";
}

/** Where the sealed part of a field's draft belongs: one of its own, so that a build which knows only notes cannot open it. */
export function fieldDraftPlace(key: string, tab: string): string {
  return placeOf("field-draft", `${key}|${tab}`);
}

/** Where those words belong. */
export function unsentPlace(key: string, tab: string): string {
  return placeOf("unsent", `${key}|${tab}`);
}

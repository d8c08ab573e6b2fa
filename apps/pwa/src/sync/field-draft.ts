import type { Lost, Over, Stamp } from "@cliently/api/domain/field";

import type { BoxDatabase } from "../local/local-database.ts";
import type { FieldPlace } from "../local/row-parts.ts";
import type { Written } from "./act-of.ts";

/**
 * What is typed into a field and not kept yet. `act` keeps it in place of `REPLACED`, `begin` when the row is not there
 * yet. `over`: what the person had seen. `own`: the changes that they have made of it so far. `as`: that one of them which
 * says the same, if it was kept.
 */
export type FieldDraft = FieldPlace & {
  act: Written;
  begin?: Written | undefined;
  over: Over;
  own: readonly string[];
  as?: string | undefined;
};

/** Stands in the act of a draft for what it takes the place of: that is known only when the act is done. */
export const REPLACED = { at: 0, mid: "replaced" };

/** A row as far as it tells who wrote what in it. */
export type Marked = { stamps?: Record<string, Stamp> | undefined; lost?: readonly Lost[] | undefined };

/** The newest of one's own changes that stands in a field, or has lost there; undefined when none does. */
export function ownIn(row: Marked, path: string, own: readonly string[]): Over | undefined {
  const held = row.stamps?.[path];
  const lost = (row.lost ?? []).filter(({ field }) => field === path);
  const found = [...(held ? [held] : []), ...lost].filter(({ mid }) => own.includes(mid));
  const newest = found.toSorted((a, b) => own.indexOf(b.mid) - own.indexOf(a.mid))[0];
  return newest && { at: newest.at, mid: newest.mid };
}

/** A draft as it was at some time; at any, when that is not said. */
export type DraftThen = { noteId: string; tab: string; at?: number | undefined };

/** Takes a draft out of the box, unless it is newer than `at`. */
export function removeDraft(box: BoxDatabase, draft: DraftThen): Promise<void> {
  return box.transaction("rw", ["draft"], () => removeDraftHere(box, draft));
}

/** The same inside a transaction over drafts: outside of one, a newer one could come in between and go with it. */
export async function removeDraftHere(box: BoxDatabase, { noteId, tab, at }: DraftThen): Promise<void> {
  if (at !== undefined && ((await box.draft.get([noteId, tab]))?.at ?? at) > at) return;
  await box.draft.delete([noteId, tab]);
}

import { fromBase64 } from "@cliently/api/domain/base64";
import { layouts } from "@cliently/api/domain/layout";
import { searchables, type Searchable, type SearchableNoun } from "@cliently/api/domain/search/searchable";
import type { Row } from "@cliently/api/domain/store";
import { applyUpdateV2, Doc } from "yjs";

import type { BoxDatabase, CacheDatabase, CanonicalRow, ViewRow } from "../local-database.ts";
import { draftKind, draftPlace, placeOf, together } from "../row-parts.ts";
import type { Sealer } from "../sealing.ts";

/** What an account has on this device, opened by its key. */
export type Source = { cache: CacheDatabase; box: BoxDatabase; sealer: Sealer };

/** Rows of a noun from one id to another. */
type Range = { from: string; to: string };

/** A row as it is on this device now, what waits and what is being typed included. `parents`: what it belongs to. */
export type ReadRow = { id: string; parents: string[]; isInBin: boolean; found: Searchable | null };

/** Reads rows, all of one moment. What cannot be opened is passed over: whoever shows it has it fetched again. */
export async function readRows(source: Source, noun: SearchableNoun, ranges: readonly Range[]): Promise<ReadRow[]> {
  const { cache, box } = source;
  const isWithin = (id: unknown) => ranges.some(({ from, to }) => typeof id === "string" && from <= id && id <= to);
  const ofNotes = noun === "note" ? (await box.draft.toArray()).filter((draft) => draftKind(draft) === "note") : [];
  const drafts = ofNotes.filter(({ noteId }) => isWithin(noteId));
  const tables = [noun, "view", ...(noun === "note" ? ["note-update", "text"] : [])];
  const { rows, texts, updates } = await cache.transaction("r", tables, async () => {
    const parts = await Promise.all(
      ranges.map(async ({ from, to }) => ({
        rows: await cache.rows(noun).where("id").between(from, to, true, true).toArray(),
        waiting: await cache.view.where("[noun+id]").between([noun, from], [noun, to], true, true).toArray(),
        texts: noun === "note" ? await cache.text.where("id").between(from, to, true, true).toArray() : [],
        updates:
          noun === "note"
            ? await cache.rows("note-update").where("noteId").between(from, to, true, true).toArray()
            : [],
      })),
    );
    const texting = noun === "note" ? await cache.view.where("noun").equals("note-update").toArray() : [];
    const shown = new Map<string, CanonicalRow | ViewRow>([
      ...parts.flatMap((part) => part.rows).map((row) => [row.id, row] as const),
      ...parts.flatMap((part) => part.waiting).map((row) => [row.id, row] as const),
    ]);
    const typed = texting.filter((row) => isWithin(row["noteId"]));
    return {
      rows: [...shown.values()],
      texts: parts.flatMap((part) => part.texts),
      updates: [...parts.flatMap((part) => part.updates), ...typed],
    };
  });

  const sealed = new Map<string, Promise<string | undefined>[]>();
  const add = (noteId: unknown, place: string, bytes: Uint8Array<ArrayBuffer>) => {
    const own = sealed.get(String(noteId)) ?? [];
    sealed.set(String(noteId), own);
    own.push(updateIn(source, place, bytes));
  };
  for (const text of texts) add(text.id, placeOf("note-text", text.id), text.sealed);
  for (const update of updates) add(update["noteId"], placeOf("note-update", update.id), update.sealed);
  for (const draft of drafts) add(draft.noteId, draftPlace(draft.noteId, draft.tab), draft.sealed);

  const read = await Promise.all(
    rows.map(async (stored): Promise<ReadRow | undefined> => {
      const hidden = await source.sealer.open(placeOf(noun, stored.id), stored.sealed).catch(() => undefined);
      if (hidden === undefined) return undefined;
      const row = together(noun, stored, hidden);
      const text = docOf(await Promise.all(sealed.get(stored.id) ?? []));
      const isInBin = Boolean((row as { deletedAt?: unknown }).deletedAt); // only some nouns have a bin
      return { id: stored.id, parents: parentsOf(noun, stored), isInBin, found: wordsIn(noun, row, text) };
    }),
  );
  return read.flatMap((row) => row ?? []);
}

/** One row that this build cannot make sense of must not keep all others from being found. */
function wordsIn(noun: SearchableNoun, row: Row<SearchableNoun>, text: Doc): Searchable | null {
  const { read } = searchables[noun] as { read(row: Row<SearchableNoun>, text: Doc): Searchable | null }; // registered for the noun that was read
  try {
    return read(row, text);
  } catch {
    return null;
  }
}

function parentsOf(noun: SearchableNoun, stored: Record<string, unknown>): string[] {
  return Object.entries(layouts[noun].open).flatMap(([field, kind]) => (kind === "id" ? [String(stored[field])] : []));
}

async function updateIn({ sealer }: Source, place: string, bytes: Uint8Array<ArrayBuffer>) {
  const opened = await sealer.open(place, bytes).catch(() => undefined);
  return (opened as { update: string } | undefined)?.update; // each was sealed with an update
}

function docOf(updates: (string | undefined)[]): Doc {
  const doc = new Doc();
  for (const update of updates) {
    try {
      if (update !== undefined) applyUpdateV2(doc, fromBase64(update));
    } catch {
      // Not an update: the note's other words are found all the same.
    }
  }
  return doc;
}

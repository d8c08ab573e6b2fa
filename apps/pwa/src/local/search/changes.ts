import { searchableNouns, type SearchableNoun } from "@cliently/api/domain/search/searchable";

import type { CacheMeta } from "../local-database.ts";
import { nonceOf } from "../sealing.ts";
import { draftKind } from "../row-parts.ts";
import type { Source } from "./reading.ts";

/**
 * How far an index has read. `root`: of which cache. `waiting`: what was there beside the server's rows, each with the row
 * that it belongs to and its seal. `binned`: what lies in the bin. `purged`: how many rows were gone for good.
 */
export type Standing = {
  root: string;
  version: number;
  waiting: Record<string, string>;
  binned: string[];
  purged: number;
};

/**
 * What is to be read anew, by noun, and where one stands then. "all": what was read is of another cache, or nearly nothing.
 * `there`: the keys of all that is left; null when nothing went for good.
 */
export type Changes = {
  ids: Map<SearchableNoun, Set<string>> | "all";
  there: Set<string> | null;
  at: Omit<Standing, "binned">;
};

/** With more changes than this, everything is read: it is done in pieces, and does not hold up an answer. */
const MOST = 2_000;

/** What has changed on this device since, all of one moment. */
export async function changesSince({ cache, box }: Source, since: Standing | undefined): Promise<Changes> {
  const drafts = (await box.draft.toArray()).filter((draft) => draftKind(draft) === "note"); // found once they are kept
  const tables = [...searchableNouns, "note-update", "text", "view", "meta"];
  return cache.transaction("r", tables, async () => {
    const state = await cache.meta.get("state");
    const version = versionOf(state);
    const root = rootOf(state);
    const view = await cache.view.toArray();
    const waiting: Record<string, string> = {};
    for (const row of view) {
      const owner = row.noun === "note-update" ? `note|${String(row["noteId"])}` : `${row.noun}|${row.id}`;
      waiting[`view|${row.noun}|${row.id}`] = `${owner} ${nonceOf(row.sealed)}`;
    }
    for (const draft of drafts)
      waiting[`draft|${draft.noteId}|${draft.tab}`] = `note|${draft.noteId} ${nonceOf(draft.sealed)}`;
    const purged = state?.purged ?? 0;
    const at = { root, version, waiting, purged };
    if (!since || since.root !== root || since.version > version) return { ids: "all", there: null, at };

    const ids = new Map(searchableNouns.map((noun) => [noun, new Set<string>()]));
    for (const owner of ownersOfOther(since.waiting, waiting)) {
      const [noun = "", id = ""] = owner.split("|");
      ids.get(noun as SearchableNoun)?.add(id); // not every noun that waits is one of them: those have no set
    }
    let count = 0;
    if (since.version < version) {
      for (const noun of searchableNouns) count += await cache.rows(noun).where("ver").above(since.version).count();
      count += await cache.rows("note-update").where("ver").above(since.version).count();
      count += await cache.text.where("upto").above(since.version).count();
      if (count > MOST) return { ids: "all", there: null, at };
      for (const noun of searchableNouns)
        for (const row of await cache.rows(noun).where("ver").above(since.version).toArray())
          ids.get(noun)?.add(row.id);
      const notes = ids.get("note");
      for (const row of await cache.rows("note-update").where("ver").above(since.version).toArray())
        notes?.add(String(row["noteId"]));
      for (const text of await cache.text.where("upto").above(since.version).toArray()) notes?.add(text.id);
    }
    const there = since.purged === purged ? null : new Set(view.map((row) => `${row.noun}|${row.id}`));
    if (there) {
      for (const noun of searchableNouns)
        for (const id of await cache.rows(noun).orderBy("id").keys()) there.add(`${noun}|${String(id)}`);
    }
    return { ids, there, at };
  });
}

/** Where a cache stands: a version of which rows may still be missing does not count. */
function versionOf(state: CacheMeta | undefined): number {
  if (!state?.cursor) return 0;
  return state.isWhole ? state.cursor.version : state.cursor.version - 1;
}

/** What tells a cache from another one: it was begun anew, repaired, or is about to lose what was there before. */
function rootOf(state: CacheMeta | undefined): string {
  const { root, repaired = 0, era = 0, isWhole = false } = state ?? {};
  return JSON.stringify([root ?? null, repaired, era, era > 0 && !isWhole]);
}

function* ownersOfOther(before: Record<string, string>, after: Record<string, string>): Generator<string> {
  const owner = (entry: string) => entry.slice(0, entry.indexOf(" "));
  for (const [place, entry] of Object.entries(before)) if (after[place] !== entry) yield owner(entry);
  for (const [place, entry] of Object.entries(after)) if (before[place] !== entry) yield owner(entry);
}

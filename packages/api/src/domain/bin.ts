import { z } from "zod";

import { Stamp } from "./field.ts";
import { Id } from "./ids.ts";
import type { Made } from "./mutation.ts";
import type { Row, Store } from "./store.ts";

/** How long what was deleted can be brought back, in ms. */
export const BIN_MS = 30 * 24 * 3_600_000;

/**
 * What a row that can be deleted carries. `changed`: the last change of any kind; `besides`: the last one by any other
 * device than that one's. Whoever deletes or signs must have seen both: else their own last change, made without knowing
 * of another's, would stand for that too. `brought`: changes of another history that came back and are none of these two.
 * `deleted`: who put it into the bin. `revived`: the deletion that did not know of a change, or the other way round; the
 * row stays, and the person is told. Rows of earlier builds lack them.
 */
export const Deletable = {
  changed: Stamp.optional(),
  besides: Stamp.optional(),
  brought: z.array(Id).optional(),
  deleted: Stamp.nullable().optional(),
  revived: Stamp.nullable().optional(),
};

/** What a row says of its changes. */
export type ChangedRow = { changed?: Stamp | undefined; besides?: Stamp | undefined; brought?: Id[] | undefined };
type DeletableRow = ChangedRow & {
  deletedAt: number | null;
  deleted?: Stamp | null | undefined;
  revived?: Stamp | null | undefined;
};

/** The row after a change by somebody who did not know of a deletion, if there was one: it comes back and says so. */
export function changedBy<R extends DeletableRow>(row: R, made: Made): R {
  const changed = { ...row, ...changesOf(row, made) };
  return row.deletedAt === null ? changed : { ...changed, ...PRESENT, revived: row.deleted ?? stampOf(made) };
}

/** The row in the bin, or, when it was changed by somebody whom the deleting person had not seen, kept with a flag. */
export function deletedBy<R extends DeletableRow>(row: R, hasSeenAll: boolean, made: Made): R {
  if (row.deletedAt !== null) return row;
  if (!hasSeenAll) return { ...row, deleted: null, revived: stampOf(made) };
  return { ...row, deletedAt: made.at, deleted: stampOf(made), revived: null };
}

/** The row out of the bin, by the person's own wish. */
export function restoredBy<R extends DeletableRow>(row: R, made: Made): R {
  return { ...row, ...PRESENT, ...changesOf(row, made), revived: null };
}

/** The row once the person has seen that it was kept. */
export function settledRevival<R extends DeletableRow>(row: R, mid: Id): R {
  return row.revived?.mid === mid ? { ...row, revived: null } : row;
}

/** Brings a client out of the bin for whoever works with them without knowing of the deletion. */
export async function reviveClient(store: Store, client: Row<"client">, made: Made): Promise<void> {
  if (client.deletedAt !== null) await store.put("client", changedBy(client, made));
}

const PRESENT = { deletedAt: null, deleted: null };

/** What is noted of a goal or a measure when it is removed: what it was, so that it can become that again. */
export function removedFrom<S extends string>(before: { status: S }, after: { status: S }): { removedFrom?: S } {
  return after.status === "removed" && before.status !== "removed" ? { removedFrom: before.status } : {};
}

/** What a change leaves of that. */
export function changesOf({ changed: last, besides }: ChangedRow, made: Made): ChangedRow {
  const other = last && last.device !== made.device ? last : besides;
  return { changed: stampOf(made), ...(other ? { besides: other } : {}) };
}

/** Who made a mutation, and when. */
export function stampOf({ at, device, mid }: Made): Stamp {
  return { at, device, mid };
}

/** What a person saw of rows when they deleted them: the mutations that changed them last, none for one of an earlier build. */
export const Seen = z.array(Id).max(10_000);

/** What belongs to a client and changes: whoever deletes them must have seen the last change of each. */
export async function belongingsOf(store: Pick<Store, "list">, clientId: Id): Promise<ChangedRow[]> {
  return [
    ...(await store.list("note", "clientId", clientId)),
    ...(await store.list("goal", "clientId", clientId)),
    ...(await store.list("measurement", "clientId", clientId)),
  ];
}

/** What deleting or signing a row must have seen: the last change of each of these, and the last of another device. */
export function seenOf(rows: readonly ChangedRow[]): Id[] {
  return rows.flatMap(lastChanges).toSorted();
}

/** Whether `seen` names the last changes of each of these rows, and nothing was changed since. */
export function hasSeen(seen: readonly Id[], rows: readonly ChangedRow[]): boolean {
  const all = new Set(seen);
  return rows.flatMap(lastChanges).every((mid) => all.has(mid));
}

function lastChanges({ changed, besides, brought = [] }: ChangedRow): Id[] {
  return [...[changed, besides].flatMap((stamp) => (stamp ? [stamp.mid] : [])), ...brought];
}

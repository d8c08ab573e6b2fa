import type { ChangedRow } from "./bin.ts";
import { isSettledIn, naming } from "./brought.ts";
import { tagIn } from "./client/tags-of.ts";
import type { Tags } from "./client/tags.ts";
import { canonicalJson } from "./digest.ts";
import { valueOf, withValues } from "./field-path.ts";
import { byFieldAndStamp, isLater, type Stamp, type Stamped } from "./field.ts";
import type { Row } from "./store.ts";

/**
 * What this history's log says about the mutations that stamps name. `known`: it has decided about them itself, so that
 * whatever they wrote has been weighed here. `fresh`: it has done so after the two histories parted.
 */
export type Weighed = { known: ReadonlySet<string>; fresh: ReadonlySet<string> };

export function laterOf<S extends Stamp>(a: S | undefined, b: S | undefined): S | undefined {
  return a && b ? (isLater(a, b) ? a : b) : (a ?? b);
}

export type InBin = ChangedRow & Partial<Pick<Row<"client" | "note">, "deletedAt" | "deleted" | "revived">>;

/**
 * In the bin or not, as the row that was changed last says. But a deletion that did not know of a change in the other
 * history leaves the row where it is, and the person is told. `isUnseen`: whoever deleted the offered row cannot have
 * seen what was changed here.
 */
export function joinedBin<R extends Stamped & InBin>(
  held: R,
  offered: R,
  isUnseen: boolean,
  { known, fresh }: Weighed,
): InBin {
  const newer = isMovedLater(offered, held) ? offered : held;
  const last = joinedChanges(held, offered, { known, fresh });
  const joined: InBin = { ...last, deletedAt: newer.deletedAt ?? null };
  if ((held.deleted ?? offered.deleted) !== undefined) joined.deleted = newer.deleted ?? null;
  if ((held.revived ?? offered.revived) !== undefined) joined.revived = newer.revived ?? null;

  const isHeldDeleted = typeof held.deletedAt === "number";
  const isOfferedDeleted = typeof offered.deletedAt === "number";
  const isNews = offered.changed !== undefined && !known.has(offered.changed.mid);
  const isDeletedNow = held.deleted && fresh.has(held.deleted.mid);
  const kept = { ...joined, deletedAt: null, deleted: null };
  if (isOfferedDeleted && !isHeldDeleted && isUnseen) return { ...kept, revived: offered.deleted };
  if (isHeldDeleted && !isOfferedDeleted && isNews && isDeletedNow) return { ...kept, revived: held.deleted };
  return joined;
}

/**
 * The last change of both, the last by another device, and besides these whatever this history does not know: whoever
 * signs or deletes here must have seen that too. What was named once stays so: by it a row tells that it has met a change.
 */
export function joinedChanges(held: ChangedRow, offered: ChangedRow, { known }: Weighed): ChangedRow {
  const all = [held.changed, held.besides, offered.changed, offered.besides].filter((stamp) => stamp !== undefined);
  const changed = all.reduce<Stamp | undefined>(laterOf, undefined);
  const besides = all.filter(({ device }) => device !== changed?.device).reduce<Stamp | undefined>(laterOf, undefined);
  const told = [changed?.mid, besides?.mid];
  const unknown = all.map(({ mid }) => mid).filter((mid) => !known.has(mid) && !told.includes(mid));
  return {
    ...(changed ? { changed } : {}),
    ...(besides ? { besides } : {}),
    ...naming(held, [...(offered.brought ?? []), ...unknown]),
  };
}

/** Which of two rows says where it is: only changes and deletions of the whole row move it, never a field by itself. */
function isMovedLater<R extends Stamped & InBin>(a: R, b: R): boolean {
  const [ofA, ofB] = [laterOf(...stampsOfMove(a)), laterOf(...stampsOfMove(b))];
  if (!ofA || !ofB) return isChangedLater(a, b); // of an earlier build
  if (ofA.mid !== ofB.mid) return isLater(ofA, ofB);
  return placeIn(a) > placeIn(b);
}

function stampsOfMove({ changed, deleted }: InBin): [Stamp | undefined, Stamp | undefined] {
  return [changed, deleted ?? undefined];
}

function placeIn({ deletedAt, deleted, revived }: InBin): string {
  return canonicalJson({ deletedAt, deleted, revived });
}

export function stampsIn({ changed, deleted }: Pick<InBin, "changed" | "deleted">): Stamp[] {
  return [changed, deleted].filter((stamp) => stamp !== undefined && stamp !== null);
}

/** What a person has settled about a value in one of the two is settled. */
export function joinedFields<R extends Stamped & ChangedRow>(held: R, offered: R, { known, fresh }: Weighed): R {
  const values: Record<string, unknown> = {};
  const stamps = { ...held.stamps };
  const lost = new Map(held.lost.map((entry) => [`${entry.field}|${entry.mid}`, entry]));
  const lose = (field: string, stamp: Stamp, value: unknown) =>
    lost.set(`${field}|${stamp.mid}`, { ...stamp, field, value });

  for (const field of new Set([...Object.keys(held.stamps), ...Object.keys(offered.stamps)])) {
    const [mine, theirs] = [held.stamps[field], offered.stamps[field]];
    const wins = theirs && mine?.mid !== theirs.mid && (!mine || isLater(theirs, mine));
    values[field] = valueOf(wins ? offered : held, field);
    if (wins) stamps[field] = theirs;
    if (!mine || !theirs || mine.mid === theirs.mid || known.has(theirs.mid) || !fresh.has(mine.mid)) continue;
    if (wins) lose(field, mine, valueOf(held, field));
    else lose(field, theirs, valueOf(offered, field));
  }
  for (const entry of offered.lost) {
    const isNews = !known.has(entry.mid) || held.stamps[entry.field]?.mid === entry.mid;
    if (isNews && stamps[entry.field]?.mid !== entry.mid) lost.set(`${entry.field}|${entry.mid}`, entry);
  }
  const open = [...lost.values()].filter((entry) => ![held, offered].some((row) => isSettledIn(row, entry)));
  const [older, newer] = isChangedLater(offered, held) ? [held, offered] : [offered, held];
  const tags = joinedTags(held, offered);
  const joined = withValues({ ...older, ...newer }, values);
  return { ...joined, ...tags, stamps, lost: open.toSorted(byFieldAndStamp) };
}

/** Each tag by its own stamp. */
function joinedTags(held: object & { tags?: Tags }, offered: object & { tags?: Tags }): { tags?: Tags } {
  if (!held.tags && !offered.tags) return {};
  const tags = { ...held.tags };
  for (const [tag, theirs] of Object.entries(offered.tags ?? {})) {
    const mine = tagIn({ tags }, tag);
    if (!mine || isLater(theirs, mine)) tags[tag] = theirs;
  }
  return { tags };
}

function isChangedLater<R extends Stamped>(a: R, b: R): boolean {
  const [ofA, ofB] = [lastChange(a), lastChange(b)];
  if (ofA && ofB && ofA.mid !== ofB.mid) return isLater(ofA, ofB);
  return canonicalJson(a) > canonicalJson(b); // each store has its own order of fields
}

function lastChange(row: Stamped & InBin): Stamp | undefined {
  const all = [...Object.values(row.stamps), ...stampsIn(row)];
  return all.reduce<Stamp | undefined>((last, stamp) => (!last || isLater(stamp, last) ? stamp : last), undefined);
}

import { z } from "zod";

import { belongingsOf } from "./bin.ts";
import { tagIn } from "./client/tags-of.ts";
import type { Tags } from "./client/tags.ts";
import { canonicalJson } from "./digest.ts";
import { valueOf, withValues } from "./field-path.ts";
import { byFieldAndStamp, isLater, type Stamp, type Stamped } from "./field.ts";
import { Id } from "./ids.ts";
import { defineMutation, Refused } from "./mutation.ts";
import { NoteText } from "./note/note.ts";
import { nouns } from "./nouns.ts";
import { PAGE_ROWS, type RowChange } from "./protocol.ts";
import type { Noun, Row, Store } from "./store.ts";
import { withStamps } from "./summary/mutations.ts";
import type { Summary } from "./summary/summary.ts";

/**
 * What this history's log says about the mutations that stamps name. `known`: it has decided about them itself, so that
 * whatever they wrote has been weighed here. `fresh`: it has done so after the two histories parted.
 */
export type Weighed = { known: ReadonlySet<string>; fresh: ReadonlySet<string> };

/**
 * Joins rows of a history that this one was forked off into its own, after a backup was restored. Joining is
 * repeatable, and in which order rows of several devices come makes no difference.
 */
export const rejoinHistory = defineMutation({
  args: z.strictObject({
    /** `id` is the row's own; of a `note-text`, which is no row of the log, it is that of the update it becomes. */
    rows: z
      .array(z.strictObject({ noun: z.string().max(60), id: Id, row: z.record(z.string(), z.unknown()) }))
      .max(PAGE_ROWS),
    known: z.array(Id),
    fresh: z.array(Id),
  }),
  async run(store, { rows, known, fresh }) {
    const weighed = { known: new Set(known), fresh: new Set(fresh) };
    for (const { noun, id, row } of rows) {
      if (noun === "note-text") await putText(store, id, NoteText.parse(row));
      else if (isNoun(noun)) await join(store, noun, row, weighed);
    }
  },
});

/** Whether this build can take a row in; one of a newer server must wait for one. */
export function isJoinable({ noun, row }: Pick<RowChange, "noun" | "row">): boolean {
  const schema = noun === "note-text" ? NoteText : isNoun(noun) ? nouns[noun].schema : undefined;
  return schema?.safeParse(row).success ?? false;
}

/** Every mutation that the stamps of a row name. */
export function midsOf(row: Record<string, unknown>): string[] {
  const { stamps, lost, changed, deleted } = row as Partial<Stamped> & InBin; // of its noun's shape, or without them
  return [...Object.values(stamps ?? {}), ...(lost ?? []), ...stampsIn({ changed, deleted })].map(({ mid }) => mid);
}

function isNoun(noun: string): noun is Noun {
  return Object.hasOwn(nouns, noun);
}

async function join(store: Store, noun: Noun, row: Record<string, unknown>, weighed: Weighed): Promise<void> {
  if (noun === "client") return joinFields(store, noun, nouns.client.schema.parse(row), weighed);
  if (noun === "note") {
    const note = nouns.note.schema.parse(row);
    await parent(store, "client", note.clientId);
    return joinFields(store, noun, note, weighed);
  }
  if (noun === "consent") {
    const consent = nouns.consent.schema.parse(row);
    await parent(store, "client", consent.clientId);
    return joinConsent(store, consent);
  }
  if (noun === "note-update") {
    const update = nouns["note-update"].schema.parse(row);
    await parent(store, "note", update.noteId);
    if (!(await store.get("note-update", update.id))) await store.put("note-update", update);
    return;
  }
  if (noun === "preset") return joinPlain(store, noun, nouns.preset.schema.parse(row), weighed);
  if (noun === "goal" || noun === "measurement") {
    const offered = nouns[noun].schema.parse(row);
    await parent(store, "client", offered.clientId);
    return joinPlain(store, noun, offered, weighed);
  }
  if (noun === "signature") {
    const signature = nouns.signature.schema.parse(row);
    await parent(store, "note", signature.noteId);
    return joinSignature(store, signature);
  }
  if (noun === "addendum") {
    const addendum = nouns.addendum.schema.parse(row);
    await parent(store, "note", addendum.noteId);
    return joinAddendum(store, addendum, weighed);
  }
  const summary = nouns.summary.schema.parse(row);
  await parent(store, "note", summary.noteId);
  return joinSummary(store, summary, weighed);
}

/** Folded words come back as one more update, under the id that they were given for it. */
async function putText(store: Store, id: string, { id: noteId, update }: NoteText): Promise<void> {
  const { createdAt } = await parent(store, "note", noteId);
  if (!(await store.get("note-update", id))) await store.put("note-update", { id, noteId, madeAt: createdAt, update });
}

async function parent<N extends "client" | "note">(store: Store, noun: N, id: string): Promise<Row<N>> {
  const found = await store.get(noun, id);
  if (!found) throw new Refused(`${noun}-unknown`);
  return found;
}

/**
 * Each field by its own stamp; what carries no stamp goes with the row that was changed last. A value loses for good
 * only against one that is known to have come after it; otherwise it is kept for the person to decide.
 */
async function joinFields<N extends "client" | "note">(
  store: Store,
  noun: N,
  offered: Row<N> & Stamped,
  weighed: Weighed,
): Promise<void> {
  const held = (await store.get(noun, offered.id)) as (Row<N> & Stamped) | undefined; // of one of these nouns
  if (!held) return store.put(noun, offered);
  const belongings = noun === "client" && offered.deletedAt !== null ? await belongingsOf(store, held.id) : [];
  const isUnseen = [held, ...belongings].some(({ changed }) => changed && weighed.fresh.has(changed.mid));
  const joined = { ...joinedFields(held, offered, weighed), ...joinedBin(held, offered, isUnseen, weighed) };
  const signing = noun === "note" ? joinedSigning(held as Row<"note">, offered as Row<"note">) : {}; // by the noun
  await store.put(noun, { ...joined, ...signing });
}

/** Rows of plain fields alone, which no bin takes. */
async function joinPlain<N extends "preset" | "goal" | "measurement">(
  store: Store,
  noun: N,
  offered: Row<N> & Stamped,
  weighed: Weighed,
): Promise<void> {
  const held = (await store.get(noun, offered.id)) as (Row<N> & Stamped) | undefined; // of one of these nouns
  await store.put(noun, held ? joinedFields(held, offered, weighed) : offered);
}

/**
 * What is signed in one history stays signed, unless it was taken back in the other; words that only the other has wait
 * to become an addendum. Of two signatures the first stands.
 */
function joinedSigning(held: Row<"note">, offered: Row<"note">): Partial<Row<"note">> {
  const edited = laterOf(held.edited, offered.edited);
  const words = edited ? { edited } : {};
  const merged = laterOf(held.merged ?? undefined, offered.merged ?? undefined);
  const signed = [held, offered].filter(
    ({ status, signature }) =>
      status === "signed" && ![held.unsigned, offered.unsigned].includes(signature ?? undefined),
  );
  const [first] = signed.toSorted((a, b) => orderOf(a) - orderOf(b) || (`${a.signature}` < `${b.signature}` ? -1 : 1));
  if (!first) return { ...words, status: "draft", ...(merged ? { merged } : {}) };
  const other = first === held ? offered : held;
  const isLaterElsewhere = other.edited && other.edited.mid !== first.edited?.mid && edited?.mid === other.edited.mid;
  const after = isLaterElsewhere ? other.edited : laterOf(held.after ?? undefined, offered.after ?? undefined);
  const { signature, signedAt, decidedUpTo } = first;
  return { ...words, status: "signed", signature, signedAt, decidedUpTo, merged: null, after: after ?? null };
}

function orderOf({ signedAt }: Row<"note">): number {
  return signedAt ?? 0;
}

function laterOf<S extends Stamp>(a: S | undefined, b: S | undefined): S | undefined {
  return a && b ? (isLater(a, b) ? a : b) : (a ?? b);
}

/** A signature that was taken back in one history is taken back. */
async function joinSignature(store: Store, offered: Row<"signature">): Promise<void> {
  const held = await store.get("signature", offered.id);
  const undone = [held?.undoneAt, offered.undoneAt].filter((at) => typeof at === "number");
  await store.put("signature", { ...(held ?? offered), undoneAt: undone.length ? Math.min(...undone) : null });
}

/** What was signed stands; before that it is a text like any other. */
async function joinAddendum(store: Store, offered: Row<"addendum">, weighed: Weighed): Promise<void> {
  const held = await store.get("addendum", offered.id);
  if (!held) return store.put("addendum", offered);
  if (held.status === "signed" && (offered.status !== "signed" || orderOfAddendum(held) <= orderOfAddendum(offered)))
    return;
  if (offered.status === "signed") return store.put("addendum", offered);
  const status = held.status === offered.status ? held.status : "draft";
  await store.put("addendum", { ...joinedFields(held, offered, weighed), status });
}

function orderOfAddendum({ signedAt }: Row<"addendum">): number {
  return signedAt ?? 0;
}

type InBin = Partial<Pick<Row<"client" | "note">, "deletedAt" | "changed" | "besides" | "deleted" | "revived">>;

/**
 * In the bin or not, as the row that was changed last says. But a deletion that did not know of a change in the other
 * history leaves the row where it is, and the person is told. `isUnseen`: whoever deleted the offered row cannot have
 * seen what was changed here.
 */
function joinedBin<R extends Stamped & InBin>(
  held: R,
  offered: R,
  isUnseen: boolean,
  { known, fresh }: Weighed,
): InBin {
  const newer = isMovedLater(offered, held) ? offered : held;
  const changes = [held, offered].flatMap(({ changed }) => (changed ? [changed] : []));
  const changed = changes.reduce<Stamp | undefined>(
    (last, stamp) => (last && isLater(last, stamp) ? last : stamp),
    undefined,
  );
  const besides = [...changes, held.besides, offered.besides].reduce<Stamp | undefined>(
    (last, stamp) => (stamp && stamp.device !== changed?.device ? laterOf(last, stamp) : last),
    undefined,
  );
  const last = { ...(changed ? { changed } : {}), ...(besides ? { besides } : {}) };
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

function stampsIn({ changed, deleted }: Pick<InBin, "changed" | "deleted">): Stamp[] {
  return [changed, deleted].filter((stamp) => stamp !== undefined && stamp !== null);
}

export function joinedFields<R extends Stamped>(held: R, offered: R, { known, fresh }: Weighed): R {
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
  const [older, newer] = isChangedLater(offered, held) ? [held, offered] : [offered, held];
  const tags = joinedTags(held, offered);
  const joined = withValues({ ...older, ...newer }, values);
  return { ...joined, ...tags, stamps, lost: [...lost.values()].toSorted(byFieldAndStamp) };
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

/** The first withdrawal stands. */
async function joinConsent(store: Store, offered: Row<"consent">): Promise<void> {
  const held = await store.get("consent", offered.id);
  const withdrawals = [held?.withdrawnAt, offered.withdrawnAt].filter((at) => typeof at === "number");
  await store.put("consent", {
    ...(held ?? offered),
    withdrawnAt: withdrawals.length ? Math.min(...withdrawals) : null,
  });
}

/** How far a summary has come. What a person decided is further than anything a machine did. */
const STAGE: Record<Summary["status"], number> = {
  requested: 0,
  writing: 1,
  cancelled: 2,
  interrupted: 3,
  failed: 3,
  stopped: 4,
  draft: 5,
  discarded: 6,
  approved: 7,
};

/** The one that is further stands; the words that people wrote are joined as fields are. */
async function joinSummary(store: Store, offered: Row<"summary">, weighed: Weighed): Promise<void> {
  const held = await store.get("summary", offered.id);
  if (!held) return store.put("summary", offered);
  const further = isFurther(offered, held) ? offered : held;
  if (!held.stamps && !offered.stamps) return store.put("summary", further);
  const { text, stamps, lost } = joinedFields(withStamps(held), withStamps(offered), weighed);
  const isEdited = stamps["text"] !== undefined && further.status !== "discarded";
  await store.put("summary", { ...further, text: isEdited ? text : further.text, stamps, lost });
}

function isFurther(a: Summary, b: Summary): boolean {
  if (STAGE[a.status] !== STAGE[b.status]) return STAGE[a.status] > STAGE[b.status];
  return canonicalJson(a) > canonicalJson(b); // each store has its own order of fields
}

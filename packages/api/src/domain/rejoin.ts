import { z } from "zod";

import { belongingsOf, type ChangedRow } from "./bin.ts";
import { naming } from "./brought.ts";
import { canonicalJson } from "./digest.ts";
import type { Stamped } from "./field.ts";
import { Id } from "./ids.ts";
import { joinedBin, joinedChanges, joinedFields, stampsIn, type InBin, type Weighed } from "./joined-fields.ts";
import { askAboutWords, joinAddendum, joinedSigning, joinSignature, sealedHeader, undoneOf } from "./joined-signing.ts";
import { defineMutation, Refused } from "./mutation.ts";
import { withFormer } from "./note/former.ts";
import { laidOpen } from "./note/held-back.ts";
import { type Edited, NoteText } from "./note/note.ts";
import { isReadable, type YUpdateV2 } from "./note/y-update.ts";
import { nouns } from "./nouns.ts";
import { PAGE_ROWS, type RowChange } from "./protocol.ts";
import type { Noun, Row, Store } from "./store.ts";
import { withStamps } from "./summary/mutations.ts";
import type { Summary } from "./summary/summary.ts";

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
  if (!schema?.safeParse(row).success) return false;
  return !(noun === "note-text" || noun === "note-update") || isReadable(row["update"] as YUpdateV2); // by its schema
}

type Words = { edited?: z.infer<typeof Edited> | undefined };

/** Every mutation that the stamps of a row name. */
export function midsOf(row: Record<string, unknown>): string[] {
  const { stamps, lost, changed, besides, brought, deleted, edited } = row as Partial<Stamped> & InBin & Words; // of its noun's shape, or without them
  const told = [besides, edited].filter((stamp) => stamp !== undefined);
  const all = [...Object.values(stamps ?? {}), ...(lost ?? []), ...stampsIn({ changed, deleted }), ...told];
  return [...all.map(({ mid }) => mid), ...(brought ?? [])];
}

function isNoun(noun: string): noun is Noun {
  return Object.hasOwn(nouns, noun);
}

async function join(store: Store, noun: Noun, row: Record<string, unknown>, weighed: Weighed): Promise<void> {
  if (noun === "client") return joinFields(store, noun, nouns.client.schema.parse(row), weighed);
  if (noun === "note") {
    const note = nouns.note.schema.parse(row);
    await keptClient(store, note.clientId, note, weighed);
    return joinFields(store, noun, note, weighed);
  }
  if (noun === "consent") {
    const consent = nouns.consent.schema.parse(row);
    await parent(store, "client", consent.clientId);
    return joinConsent(store, consent);
  }
  if (noun === "note-update") {
    const update = nouns["note-update"].schema.parse(row);
    return joinUpdate(store, await parent(store, "note", update.noteId), update);
  }
  if (noun === "preset") return joinPreset(store, nouns.preset.schema.parse(row), weighed);
  if (noun === "goal" || noun === "measurement") {
    const offered = nouns[noun].schema.parse(row);
    await keptClient(store, offered.clientId, offered, weighed);
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
  const note = await parent(store, "note", noteId);
  await joinUpdate(store, note, { id, noteId, madeAt: note.createdAt, update });
}

async function joinUpdate(store: Store, note: Row<"note">, update: Row<"note-update">): Promise<void> {
  if (!(await store.get("note-update", update.id))) await store.put("note-update", update);
  await askAboutWords(store, note, update);
}

async function parent<N extends "client" | "note">(store: Store, noun: N, id: string): Promise<Row<N>> {
  const found = await store.get(noun, id);
  if (!found) throw new Refused(`${noun}-unknown`);
  return found;
}

/**
 * The client of what comes back. Whoever deleted them in this history cannot have known of a change that it lacks: they
 * come back with it, and the person is told.
 */
async function keptClient(store: Store, id: string, { changed }: ChangedRow, { known, fresh }: Weighed): Promise<void> {
  const client = await parent(store, "client", id);
  const isUnknown = changed !== undefined && !known.has(changed.mid);
  if (client.deletedAt === null || !client.deleted || !fresh.has(client.deleted.mid) || !isUnknown) return;
  await store.put("client", { ...client, deletedAt: null, deleted: null, revived: client.deleted });
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
  if (!held)
    return store.put(noun, joinedNames({ ...offered, ...joinedChanges(offered, offered, weighed) }, [offered]));
  const belongings = noun === "client" && offered.deletedAt !== null ? await belongingsOf(store, held.id) : [];
  const isUnseen = [held, ...belongings].some(({ changed }) => changed && weighed.fresh.has(changed.mid));
  const joined = { ...joinedFields(held, offered, weighed), ...joinedBin(held, offered, isUnseen, weighed) };
  if (noun !== "note") return store.put(noun, joinedNames(joined, [held, offered]));
  const [ours, theirs] = [held, offered] as [Row<"note">, Row<"note">]; // by the noun
  const signing = joinedSigning(ours, theirs, await undoneOf(store, [ours, theirs]), weighed);
  const signed = signing.status === "signed" ? [ours, theirs].find((row) => row.signature === signing.signature) : null;
  const header = signed ? sealedHeader(signed, joined as Row<"note">) : laidOpen(joined as Row<"note">); // of the same
  const named = withFormer({ ...header, ...signing }, [ours, theirs]);
  await store.put("note", joinedNames(named, [ours, theirs]));
}

/** A row that also names what it asks the person about, or has asked, and what the two it came of did: nothing is asked again. */
function joinedNames<R extends Stamped & ChangedRow>(joined: R, of: readonly (Stamped & ChangedRow)[]): R {
  return { ...joined, ...naming(joined, [...of, joined].flatMap(askedIn)) };
}

function askedIn({ lost, changed, besides, ...row }: Stamped & ChangedRow): string[] {
  const { edited, after } = row as Pick<Partial<Row<"note">>, "edited" | "after">; // only notes have them
  const words = [edited, after].flatMap((stamp) => (stamp ? [stamp.mid] : []));
  const told = [changed?.mid, besides?.mid];
  return [...lost.map(({ mid }) => mid), ...words.filter((mid) => !told.includes(mid))];
}

/** Rows of plain fields alone, which no bin takes. */
async function joinPlain<N extends "goal" | "measurement">(
  store: Store,
  noun: N,
  offered: Row<N> & Stamped & ChangedRow,
  weighed: Weighed,
): Promise<void> {
  const held = (await store.get(noun, offered.id)) as typeof offered | undefined; // of one of these nouns
  if (!held) return store.put(noun, joinedNames(offered, [offered]));
  const joined = { ...joinedFields(held, offered, weighed), ...joinedChanges(held, offered, weighed) };
  await store.put(noun, joinedNames(joined, [held, offered]));
}

/** A preset does not tell who changed it. */
async function joinPreset(store: Store, offered: Row<"preset">, weighed: Weighed): Promise<void> {
  const held = await store.get("preset", offered.id);
  await store.put("preset", held ? joinedFields(held, offered, weighed) : offered);
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

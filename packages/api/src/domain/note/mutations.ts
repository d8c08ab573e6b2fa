import { z } from "zod";

import { changedBy, deletedBy, hasSeen, restoredBy, reviveClient, Seen, settledRevival, stampOf } from "../bin.ts";
import { isSettledIn } from "../brought.ts";
import { entryField, isFuller } from "../field-path.ts";
import { changeOf, firstStamps, mergeFields, settleLost, type Change } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused, type Made } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { withFormer } from "./former.ts";
import { heldBack } from "./held-back.ts";
import { MOST_TOUCHED_GOALS, type Before, NoteFields, noteShape, TouchedGoals } from "./note.ts";
import { areSeen, isVector, joinedVector, Vector } from "./vector.ts";
import { isReadable, YUpdateV2 } from "./y-update.ts";

/** Starts a note for a client, with its first text when it has one. */
export const createNote = defineMutation({
  args: z.strictObject({ id: Id, clientId: Id, fields: NoteFields, update: YUpdateV2.nullable() }),
  upcasters: [(args) => args], // 1 → 2: more fields, which may be absent; templates of one's own
  async run(store, { id, clientId, fields, update }, made) {
    const client = await store.get("client", clientId);
    if (!client) throw new Refused("client-unknown");
    const isThere = (await store.get("note", id)) !== undefined;
    if (isThere && !made.again) throw new Refused("note-exists");
    if (update && !isReadable(update)) throw new Refused("text-unreadable");

    const stamps = firstStamps(Object.keys(fields), made);
    // One that another device brought back may have come without its first words.
    if (!isThere)
      await store.put("note", {
        id,
        clientId,
        createdAt: made.at,
        status: "draft",
        deletedAt: null,
        ...fields,
        stamps,
        lost: [],
        changed: stampOf(made),
      });
    await reviveClient(store, client, made);
    if (update) await store.put("note-update", { id: made.mid, noteId: id, madeAt: made.at, update });
  },
});

/**
 * Edits the text of a note. Safe to repeat: the same update merged twice is merged once. `over`: the last change of the
 * words that the writer had seen, null when there was none; left out when it is not known. `part`: how many edits this one has become, before it was sent. `restores`: it
 * brings an earlier text back. Whoever did not know of the
 * signature edits all the same: their words wait to become an addendum.
 */
export const editNote = defineMutation({
  args: z.strictObject({
    id: Id,
    update: YUpdateV2,
    over: Id.nullable().optional(),
    part: z.int().min(1).optional(),
    restores: z.literal(true).optional(),
  }),
  upcasters: [(args) => args], // 1 → 2: says which words it has seen
  async run(store, { id, update, over, part, restores }, made) {
    const note = await found(store, id);
    if (!isReadable(update)) throw new Refused("text-unreadable");
    const written = { id: made.mid, noteId: id, madeAt: made.at, update };
    const isOld = over === undefined && note.status === "draft";
    const isSettled = isOld || (made.again && (await isSettledEdit(store, note, update, made)));
    const edited = isSettled ? note : editedBy(note, { over, part }, made);
    await change(store, edited, made);
    const before = isOld ? undefined : beforeEdit(note, edited.merged?.mid === made.mid, restores ?? false, made);
    await store.put(
      "note-update",
      isOld ? written : { ...written, device: made.device, ...(before ? { before } : {}) },
    );
  },
});

type Edit = { over: Id | null | undefined; part: number | undefined };

/** The note after words of somebody who had last seen the change `over`. */
function editedBy(note: Row<"note">, { over, part }: Edit, made: Made): Row<"note"> {
  const stamp = stampOf(made);
  const edited = part === undefined ? stamp : { ...stamp, part };
  if (note.status === "signed") return { ...note, edited, after: stamp };
  const last = note.edited;
  const isMerged = last && last.device !== made.device && last.mid !== over;
  return {
    ...note,
    edited,
    ...(isMerged ? { merged: { ...stamp, with: last.device, over: sharedBy(note, over) } } : {}),
  };
}

/**
 * Whether an edit of a history that is gone was settled there: its words had been seen by whoever signed, or decided about
 * what came after. Of one that only took words away the row itself must tell.
 */
async function isSettledEdit(store: Store, note: Row<"note">, update: YUpdateV2, { mid }: Made): Promise<boolean> {
  if (note.status !== "signed" || !note.signature || note.after) return false;
  const signature = await store.get("signature", note.signature);
  const isSeen = areSeen(update, [signature?.vector, note.decidedUpTo]);
  return isSeen ?? (note.edited?.mid === mid || (note.brought ?? []).includes(mid));
}

/** The last edit that all knew, of what the person has not read yet. */
function sharedBy({ merged }: Row<"note">, over: Id | null | undefined): Id | null {
  return merged ? merged.over : (over ?? null);
}

/** An earlier text is kept for every stretch of so long in which somebody wrote, in ms. */
const STRETCH_MS = 10 * 60_000;

/** What is kept of the text before an edit: when another stretch begins, when words are put together or brought back. */
function beforeEdit(note: Row<"note">, isMerge: boolean, isRestore: boolean, { at, device }: Made): Before | undefined {
  const last = note.edited ?? { at: note.createdAt, device: note.changed?.device ?? device };
  const reason = isMerge ? "before-merge" : isRestore ? "before-restore" : "while-writing";
  const isSameStretch = Math.floor(last.at / STRETCH_MS) === Math.floor(at / STRETCH_MS);
  if (reason === "while-writing" && isSameStretch) return undefined;
  return { reason, at: last.at, device: last.device };
}

/** The person has read what came of words that were put together. */
export const readNote = defineMutation({
  args: z.strictObject({ id: Id, mid: Id }),
  async run(store, { id, mid }) {
    const note = await found(store, id);
    if (note.merged?.mid === mid) await store.put("note", { ...note, merged: null });
  },
});

/**
 * Changes header fields of a note, and which goals it touches. What is signed stays as it is: whoever did not know of the
 * signature changes all the same, and what they wrote waits for a decision.
 */
export const changeNote = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      template: changeOf(noteShape.template).optional(),
      startedAt: changeOf(noteShape.startedAt).optional(),
      endedAt: changeOf(noteShape.endedAt).optional(),
      timedFrom: changeOf(noteShape.timedFrom).optional(),
      number: changeOf(noteShape.number).optional(),
      setting: changeOf(noteShape.setting).optional(),
      medium: changeOf(noteShape.medium).optional(),
      present: changeOf(noteShape.present).optional(),
      safety: changeOf(noteShape.safety).optional(),
      goals: z
        .record(Id, changeOf(TouchedGoals.valueType))
        .refine((all) => Object.keys(all).length <= MOST_TOUCHED_GOALS)
        .optional(),
    }),
  }),
  upcasters: [(args) => args], // 1 → 2: more fields may change
  async run(store, { id, changes: { goals = {}, ...plain } }, made) {
    const note = await found(store, id);
    const all: Record<string, Change | undefined> = { ...plain };
    for (const [goal, touched] of Object.entries(goals)) all[entryField("goals", goal)] = touched;
    if (note.status === "signed") return change(store, heldBack(note, all, made), made);
    // What was held back once, and decided about, is not asked or changed again when it comes back.
    const isOpen = ([field]: [string, unknown]) => !isSettledIn(note, { field, mid: made.mid });
    const changed = mergeFields(note, Object.fromEntries(Object.entries(all).filter(isOpen)), made);
    if (isFuller(note.goals, changed.goals, MOST_TOUCHED_GOALS)) throw new Refused("too-many-entries");
    await change(store, plain.template ? withFormer(changed, [note]) : changed, made);
  },
});

/** The person has decided about a lost value of the header. Taking it over is a `note.change` beside this. */
export const settleNote = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const note = await found(store, id);
    const settled = settleLost(note, field, mid);
    if (settled !== note) await store.put("note", settled);
  },
});

/** Puts a note into the bin. `seen`: its last change. */
export const deleteNote = defineMutation({
  args: z.strictObject({ id: Id, seen: Seen }),
  async run(store, { id, seen }, made) {
    const note = await found(store, id);
    await store.put("note", deletedBy(note, hasSeen(seen, [note]), made));
  },
});

/** Brings a note back out of the bin, and its client with it. */
export const restoreNote = defineMutation({
  args: z.strictObject({ id: Id }),
  async run(store, { id }, made) {
    const note = await found(store, id);
    const client = await store.get("client", note.clientId);
    if (client && client.deletedAt !== null) await store.put("client", restoredBy(client, made));
    await store.put("note", restoredBy(note, made));
  },
});

/** The person has seen that a note was kept although somebody deleted it. */
export const keepNote = defineMutation({
  args: z.strictObject({ id: Id, mid: Id }),
  async run(store, { id, mid }) {
    await store.put("note", settledRevival(await found(store, id), mid));
  },
});

/** The person lets words that came after the signature be: those that `vector` has seen are decided about. */
export const leaveAfter = defineMutation({
  args: z.strictObject({ id: Id, mid: Id, vector: Vector }),
  async run(store, { id, mid, vector }) {
    const note = await found(store, id);
    if (!isVector(vector)) throw new Refused("text-unreadable");
    if (note.after?.mid === mid) await store.put("note", settledWords(note, vector));
  },
});

/** A note whose late words the person has decided about, as far as they had seen. */
export function settledWords(note: Row<"note">, vector: Vector): Row<"note"> {
  return { ...note, after: null, decidedUpTo: joinedVector(note.decidedUpTo, vector) };
}

/** Whoever changes a note did not know that it, or its client, was deleted: both come back. */
export async function change(store: Store, note: Row<"note">, made: Made): Promise<void> {
  const client = await store.get("client", note.clientId);
  if (client) await reviveClient(store, client, made);
  await store.put("note", changedBy(note, made));
}

export async function found(store: Store, id: string): Promise<Row<"note">> {
  const note = await store.get("note", id);
  if (!note) throw new Refused("note-unknown");
  return note;
}

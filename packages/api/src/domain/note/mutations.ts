import { z } from "zod";

import { changedBy, deletedBy, hasSeen, restoredBy, reviveClient, Seen, settledRevival } from "../bin.ts";
import { changeOf, firstStamps, mergeFields, settleLost } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused, type Made } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { NoteFields } from "./note.ts";
import { isReadable, YUpdateV2 } from "./y-update.ts";

/** Starts a note for a client, with its first text when it has one. */
export const createNote = defineMutation({
  args: z.strictObject({ id: Id, clientId: Id, fields: NoteFields, update: YUpdateV2.nullable() }),
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
        changed: { at: made.at, device: made.device, mid: made.mid },
      });
    await reviveClient(store, client, made);
    if (update) await store.put("note-update", { id: made.mid, noteId: id, madeAt: made.at, update });
  },
});

/** Edits the text of a note. Safe to repeat: the same update merged twice is merged once. */
export const editNote = defineMutation({
  args: z.strictObject({ id: Id, update: YUpdateV2 }),
  async run(store, { id, update }, made) {
    const note = await found(store, id);
    if (!isReadable(update)) throw new Refused("text-unreadable");
    await change(store, note, made);
    await store.put("note-update", { id: made.mid, noteId: id, madeAt: made.at, update });
  },
});

/** Changes header fields of a note. */
export const changeNote = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      template: changeOf(NoteFields.shape.template).optional(),
      startedAt: changeOf(NoteFields.shape.startedAt).optional(),
    }),
  }),
  async run(store, { id, changes }, made) {
    await change(store, mergeFields(await found(store, id), changes, made), made);
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

/** Whoever changes a note did not know that it, or its client, was deleted: both come back. */
async function change(store: Store, note: Row<"note">, made: Made): Promise<void> {
  const client = await store.get("client", note.clientId);
  if (client) await reviveClient(store, client, made);
  await store.put("note", changedBy(note, made));
}

async function found(store: Store, id: string): Promise<Row<"note">> {
  const note = await store.get("note", id);
  if (!note) throw new Refused("note-unknown");
  return note;
}

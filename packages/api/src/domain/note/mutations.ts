import { z } from "zod";

import { changeOf, firstStamps, mergeFields } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import { NoteFields } from "./note.ts";
import { isReadable, YUpdateV2 } from "./y-update.ts";

/** Starts a note for a client, with its first text when it has one. */
export const createNote = defineMutation({
  args: z.strictObject({ id: Id, clientId: Id, fields: NoteFields, update: YUpdateV2.nullable() }),
  async run(store, { id, clientId, fields, update }, made) {
    if (!(await store.get("client", clientId))) throw new Refused("client-unknown");
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
      });
    if (update) await store.put("note-update", { id: made.mid, noteId: id, madeAt: made.at, update });
  },
});

/** Edits the text of a note. Safe to repeat: the same update merged twice is merged once. */
export const editNote = defineMutation({
  args: z.strictObject({ id: Id, update: YUpdateV2 }),
  async run(store, { id, update }, made) {
    if (!(await store.get("note", id))) throw new Refused("note-unknown");
    if (!isReadable(update)) throw new Refused("text-unreadable");
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
    const note = await store.get("note", id);
    if (!note) throw new Refused("note-unknown");
    await store.put("note", mergeFields(note, changes, made));
  },
});

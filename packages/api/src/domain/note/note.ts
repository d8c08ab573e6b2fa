import { z } from "zod";

import { Deletable } from "../bin.ts";
import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";
import { YUpdateV2 } from "./y-update.ts";

export const NoteStatus = z.enum(["draft"]);

/** The header of a session note. Its words live in `NoteUpdate` and `NoteText`, never here. */
export const NoteFields = z.strictObject({
  template: text(60).min(1),
  startedAt: Time,
});
export type NoteFields = z.infer<typeof NoteFields>;

export const Note = z.looseObject({
  id: Id,
  clientId: Id,
  createdAt: Time,
  status: NoteStatus,
  deletedAt: Time.nullable(),
  ...NoteFields.shape,
  ...Stamped,
  ...Deletable,
});
export type Note = z.infer<typeof Note>;

/** One Yjs V2 update of a note's text; its id is the mutation's. Applying it twice is applying it once. */
export const NoteUpdate = z.looseObject({ id: Id, noteId: Id, madeAt: Time, update: YUpdateV2 });
export type NoteUpdate = z.infer<typeof NoteUpdate>;

/** A note's text folded into one Yjs V2 update: it holds every update up to version `upto`. Made by compaction only. */
export const NoteText = z.looseObject({ id: Id, upto: z.int().min(0), update: YUpdateV2 });
export type NoteText = z.infer<typeof NoteText>;

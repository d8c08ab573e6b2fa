import { z } from "zod";

import { Deletable } from "../bin.ts";
import { Stamp, Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";
import { Form } from "./form.ts";
import { Vector } from "./vector.ts";
import { YUpdateV2 } from "./y-update.ts";

/** A signed note changes no more: what is added comes as an addendum. */
export const NoteStatus = z.enum(["draft", "signed"]);

export const NoteSetting = z.enum(["individual", "couple", "family", "group"]);
export type NoteSetting = z.infer<typeof NoteSetting>;

export const NoteMedium = z.enum(["in-person", "phone", "video"]);
export type NoteMedium = z.infer<typeof NoteMedium>;

/** What the note says about safety and risk; null: nothing. That it was not assessed is something to say. */
export const Safety = z.discriminatedUnion("assessed", [
  z.strictObject({ assessed: z.literal(false) }),
  z.strictObject({ assessed: z.literal(true), words: text(2_000) }),
]);
export type Safety = z.infer<typeof Safety>;

/** What every note has. `template`: one of the given ones by its id, or the practitioner's own, as it was when chosen. */
const first = { template: z.union([text(60).min(1), Form]), startedAt: Time };

/** What came later: rows and acts of earlier builds lack it. */
const further = {
  endedAt: Time.nullable(),
  /** Since when the session's timer runs; null: it does not. */
  timedFrom: Time.nullable(),
  /** Which session with this client it was. */
  number: z.int().min(1).max(9_999).nullable(),
  setting: NoteSetting.nullable(),
  medium: NoteMedium.nullable(),
  /** Who was there beside the client. */
  present: text(500),
  safety: Safety.nullable(),
};

/** Every plain field of the header and what may stand in it. */
export const noteShape = { ...first, ...further };

/** The header of a session note. Its words live in `NoteUpdate` and `NoteText`, never here. */
export const NoteFields = z.strictObject({ ...first, ...z.object(further).partial().shape });
export type NoteFields = z.infer<typeof NoteFields>;

/** Goals that the session touched. Each entry is a field of its own, `goals.<id>`; null: taken away. */
export const TouchedGoals = z.record(Id, z.literal(true).nullable());
export const MOST_TOUCHED_GOALS = 50;

/** An edit: `part` counts how often it grew on its device before it was sent, under the one mid. */
export const Edited = Stamp.extend({ part: z.int().min(1).optional() });

/**
 * Words that two devices wrote without knowing of each other's were put together: `device` came later, to `with`. `over`:
 * the last edit that both knew; null when there was none.
 */
export const Merged = Stamp.extend({ with: Id, over: Id.nullable() });
export type Merged = z.infer<typeof Merged>;

/** That the text as it was before an edit is worth keeping, and who had written it by when. */
export const Before = z.object({
  reason: z.enum(["while-writing", "before-merge", "before-restore"]),
  at: Time,
  device: Id,
});
export type Before = z.infer<typeof Before>;

/** A template that a note had before, and the change that had chosen it. */
export const Former = Stamp.pick({ at: true, mid: true }).extend({ template: noteShape.template });
export type Former = z.infer<typeof Former>;

export const Note = z.looseObject({
  id: Id,
  clientId: Id,
  createdAt: Time,
  status: NoteStatus,
  deletedAt: Time.nullable(),
  ...NoteFields.shape,
  goals: TouchedGoals.optional(),
  /** The templates that it had before, the newest last: what was written by them keeps its names and its order. */
  former: z.array(Former).optional(),
  /** The last change of its words. */
  edited: Edited.optional(),
  /** Words came together, and the person has not read the result yet. */
  merged: Merged.nullable().optional(),
  /** The signature that stands, and of when it says to be. */
  signature: Id.nullable().optional(),
  signedAt: Time.nullable().optional(),
  /** The signatures that were taken back, the newest of them. */
  unsigned: z.array(Id).optional(),
  /** The last words that came from a device that did not know of the signature; null once the person has decided about them. */
  after: Stamp.nullable().optional(),
  /** Up to where words that came after the signature are decided about. */
  decidedUpTo: Vector.nullable().optional(),
  ...Stamped,
  ...Deletable,
});
export type Note = z.infer<typeof Note>;

/** One Yjs V2 update of a note's text; its id is the mutation's. Applying it twice is applying it once. */
export const NoteUpdate = z.looseObject({
  id: Id,
  noteId: Id,
  madeAt: Time,
  update: YUpdateV2,
  /** Who wrote it; updates of earlier builds do not say. */
  device: Id.optional(),
  before: Before.optional(),
});
export type NoteUpdate = z.infer<typeof NoteUpdate>;

/** A note's text folded into one Yjs V2 update: it holds every update up to version `upto`. Made by compaction only. */
export const NoteText = z.looseObject({ id: Id, upto: z.int().min(0), update: YUpdateV2 });
export type NoteText = z.infer<typeof NoteText>;

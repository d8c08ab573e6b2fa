import { z } from "zod";

import { Deletable } from "../bin.ts";
import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { Day, text, Time } from "../text.ts";
import { Contacts } from "./contacts.ts";
import { ClientStatus } from "./status.ts";
import { Tags } from "./tags.ts";

export const ContactPreference = z.enum(["email", "phone", "text", "post"]);
export type ContactPreference = z.infer<typeof ContactPreference>;

/** What every client has, if only as an empty text. */
const first = {
  givenName: text(120).min(1),
  familyName: text(120),
  pronouns: text(60),
  email: text(254),
  phone: text(60),
  birthDate: Day.nullable(),
  background: text(20_000),
};

/** What came later: rows and acts of earlier builds lack it. */
const further = {
  preferredName: text(120),
  address: text(500),
  contactPreference: ContactPreference.nullable(),
  intakeNotes: text(20_000),
  status: ClientStatus,
  source: text(200),
  nextAction: text(200),
  nextActionOn: Day.nullable(),
  leadNotes: text(20_000),
  notFitReason: text(500),
  /** With which template a note about them begins: a given one, or the preset with this id; null: as the last one did. */
  noteTemplate: text(60).nullable(),
};

/** Every plain field and what may stand in it. */
export const clientShape = { ...first, ...further };

/** What the practitioner writes about a client; every field may be empty but the given name. */
export const ClientFields = z.strictObject({ ...first, ...z.object(further).partial().shape });
export type ClientFields = z.infer<typeof ClientFields>;

/** From which file somebody came, and when: what is taken back together. */
export const Imported = z.object({ id: Id, fileName: text(200), at: Time });
export type Imported = z.infer<typeof Imported>;

/** A person the practitioner works with, or might: whoever asks for the first time is one whose status is a stage. */
export const Client = z.looseObject({
  id: Id,
  createdAt: Time,
  deletedAt: Time.nullable(),
  ...ClientFields.shape,
  status: ClientStatus,
  tags: Tags.optional(),
  contacts: Contacts.optional(),
  imported: Imported.optional(),
  ...Stamped,
  ...Deletable,
});
export type Client = z.infer<typeof Client>;

import { z } from "zod";

import { Deletable } from "../bin.ts";
import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { Day, text, Time } from "../text.ts";
import { Tags } from "./tags.ts";

export const ClientStatus = z.enum(["active", "archived"]);

/** What the practitioner writes about a client; every field may be empty but the given name. */
export const ClientFields = z.strictObject({
  givenName: text(120).min(1),
  familyName: text(120),
  pronouns: text(60),
  email: text(254),
  phone: text(60),
  birthDate: Day.nullable(),
  background: text(20_000),
});
export type ClientFields = z.infer<typeof ClientFields>;

/** A person the practitioner works with. */
export const Client = z.looseObject({
  id: Id,
  createdAt: Time,
  status: ClientStatus,
  deletedAt: Time.nullable(),
  ...ClientFields.shape,
  tags: Tags.optional(),
  ...Stamped,
  ...Deletable,
});
export type Client = z.infer<typeof Client>;

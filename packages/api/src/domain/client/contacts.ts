import { z } from "zod";

import { Id } from "../ids.ts";
import { text } from "../text.ts";

/** A further way to reach a client, or somebody to call when something happens. */
export const Contact = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email"), label: text(40), value: text(254).min(1) }),
  z.strictObject({ kind: z.literal("phone"), label: text(40), value: text(60).min(1) }),
  z.strictObject({
    kind: z.literal("emergency"),
    name: text(120).min(1),
    relation: text(60),
    phone: text(60),
    email: text(254),
  }),
]);
export type Contact = z.infer<typeof Contact>;

/** Each entry is a field of its own, `contacts.<id>`, so that adding and changing different ones never meet; null: taken away. */
export const Contacts = z.record(Id, Contact.nullable());
export type Contacts = z.infer<typeof Contacts>;

export const MOST_CONTACTS = 40;
/** Those that were taken away included: each leaves its place behind, and a row cannot grow for ever. */
export const MOST_CONTACTS_EVER = 1_000;

/** What somebody to call is named of whom only the rest is known: their number is not lost for want of a name. */
export const UNNAMED = "Unnamed";

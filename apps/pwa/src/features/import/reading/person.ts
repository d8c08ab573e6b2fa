import { blankClient } from "@cliently/api/domain/client/blank";
import { clientShape, type ClientFields } from "@cliently/api/domain/client/client";
import { Contact, MOST_CONTACTS, UNNAMED } from "@cliently/api/domain/client/contacts";
import { clientLabels, contactLabels } from "@cliently/api/domain/client/labels";
import { NewClient } from "@cliently/api/domain/client/mutations";
import { MOST_TAGS, Tag } from "@cliently/api/domain/client/tags";

import type { Fields, Said, Way } from "./said.ts";
import { splitName } from "./wordings.ts";

/** Something of a person that could not be taken as it was: why, and the words. */
export type Remark = { reason: string; words: string };

/** Somebody who can be imported. `line`: where they begin in the file. */
export type Person = {
  line: number;
  fields: ClientFields;
  tags: string[];
  contacts: Contact[];
  remarks: Remark[];
};

/** A line, or somebody, that cannot be imported. */
export type LeftOut = { line: number; reason: string; words: string };

/**
 * A person as the record takes them. What does not fit where it belongs goes to the intake notes, whole, and is told.
 * `words`: all that was read, to be shown when it cannot be taken.
 */
export function personFrom(said: Said, line: number, words: string): Person | LeftOut {
  const rest = said.rest.filter((part) => part.words.trim());
  const email = said.emails.find(({ isFurther }) => !isFurther);
  const phone = said.phones.find(({ isFurther }) => !isFurther);
  const wanted = { ...NOTHING, ...said.fields, email: email?.value ?? "", phone: phone?.value ?? "" };
  const named: Fields = { ...wanted, ...nameOf(said, wanted) };
  if (!named.givenName) return { line, words, reason: "There is no name here, and nothing else to call somebody by" };

  const called = new Set(wordsIn(`${named.givenName} ${named.familyName}`));
  if (wordsIn(said.fullName).some((word) => !called.has(word)))
    rest.unshift({ heading: "Full name", words: said.fullName }); // a title, or another name altogether

  for (const main of [email, phone])
    if (main?.label && main.labelHeading) rest.push({ heading: main.labelHeading, words: main.label });

  const fields = fitting(named, rest);
  const tags = [...new Set(said.tags)].filter((tag) => Tag.safeParse(tag).success || !unfit(rest, "Tag", tag));
  for (const tag of tags.splice(MOST_TAGS)) rest.push({ heading: "Tag", words: tag, reason: "Too many tags" });

  const contacts = furtherWays(said, email, phone).filter(
    (way) => Contact.safeParse(way).success || !unfit(rest, contactLabels[way.kind], wordsOf(way)),
  );
  for (const way of contacts.splice(MOST_CONTACTS))
    rest.push({ heading: contactLabels[way.kind], words: wordsOf(way), reason: "Too many further contacts" });

  fields.intakeNotes = [named.intakeNotes, ...rest.map((part) => `${part.heading}: ${part.words}`)]
    .filter(Boolean)
    .join("\n\n");
  if (!clientShape.intakeNotes.safeParse(fields.intakeNotes).success)
    return { line, words, reason: "There is more text here than one record can hold" };
  const remarks = rest.flatMap(({ reason, words: kept }) => (reason ? [{ reason, words: kept }] : []));
  const person = { line, fields: withoutEmpty(fields), tags, contacts, remarks };
  return Importable.safeParse(person).success
    ? person
    : { line, words, reason: "There is something here that no record can hold" };
}

/** What an act of importing takes, beside the contacts, each of which is looked at alone: one person it cannot read would cost the act. */
const Importable = NewClient.pick({ fields: true, tags: true }).strip();

/** By what somebody is called: their name in parts, their whole name, or whatever else there is. */
function nameOf(
  { fullName, organisation }: Said,
  { givenName, familyName, preferredName, email, phone }: Omit<Fields, "givenName"> & { givenName?: string },
): Pick<Fields, "givenName" | "familyName"> {
  if (givenName) return { givenName, familyName };
  if (familyName) return { givenName: familyName, familyName: "" };
  if (fullName) return splitName(fullName);
  return { givenName: preferredName || organisation || email || phone, familyName: "" };
}

/** The fields with what fits into them. Of a first name that is too long, as much as fits stands there as well. */
function fitting(wanted: Fields, rest: Said["rest"]): Fields {
  const fits = (field: keyof ClientFields) => clientShape[field].safeParse(wanted[field]).success;
  const fields = { ...wanted };
  for (const field of TEXTS) {
    if (fits(field)) continue;
    unfit(rest, clientLabels[field], wanted[field]);
    fields[field] = field === "givenName" ? wanted.givenName.slice(0, SHORT).toWellFormed() : "";
  }
  return fields;
}

/** A record without anything in it. */
const NOTHING = {
  ...blankClient,
  preferredName: "",
  address: "",
  contactPreference: null,
  intakeNotes: "",
  status: "active",
  source: "",
  nextAction: "",
  nextActionOn: null,
  leadNotes: "",
  notFitReason: "",
  noteTemplate: null,
} as const satisfies Omit<Fields, "givenName">;

/** Without the fields that may be absent and are empty. */
function withoutEmpty(fields: Fields): ClientFields {
  const filled = Object.entries(fields).filter(([field, value]) => value || field in blankClient);
  return Object.fromEntries(filled) as ClientFields; // only fields that may be absent were taken out
}

const SHORT = 100;
const TEXTS = [
  "givenName",
  "familyName",
  "preferredName",
  "pronouns",
  "email",
  "phone",
  "address",
  "background",
  "source",
  "nextAction",
  "leadNotes",
  "notFitReason",
] as const satisfies (keyof ClientFields)[];

function unfit(rest: Said["rest"], heading: string, words: string): true {
  const isOdd = words === "__proto__" || !words.isWellFormed();
  rest.push({ heading, words, reason: `${heading}: ${isOdd ? "nothing that can be kept there" : "too long"}` });
  return true;
}

function furtherWays({ emails, phones, emergencies }: Said, email?: Way, phone?: Way): Contact[] {
  return [
    ...emails.filter((way) => way !== email).map(({ label, value }): Contact => ({ kind: "email", label, value })),
    ...phones.filter((way) => way !== phone).map(({ label, value }): Contact => ({ kind: "phone", label, value })),
    ...emergencies
      .filter((contact) => wordsOf({ kind: "emergency", ...contact }))
      .map((contact): Contact => ({ ...contact, kind: "emergency", name: contact.name || UNNAMED })),
  ];
}

function wordsIn(name: string): string[] {
  return name.split(/[\s,]+/).filter(Boolean);
}

function wordsOf(way: Contact): string {
  return (way.kind === "emergency" ? [way.name, way.relation, way.phone, way.email] : [way.label, way.value])
    .filter(Boolean)
    .join(", ");
}

export function isPerson(taken: Person | LeftOut): taken is Person {
  return "fields" in taken;
}

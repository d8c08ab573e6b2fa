import { folded } from "../folded.ts";
import type { Client } from "./client.ts";
import { contactsOf } from "./contacts-of.ts";
import { fullName } from "./full-name.ts";

/** What somebody is known by, in any spelling. */
export type Known = { fullName?: string; emails: readonly string[]; phones: readonly string[] };
type By = "email" | "phone" | "name";
/** Somebody who is there already, and by what one can tell; an e-mail address says more than a number, a number more than a name. */
export type Resemblance = { id: string; by: By };

/** Who is known by what. Ids by their keys, so that many are compared with many in one go. */
export type DuplicateIndex = Map<string, Set<string>>;

/** Everybody who is there already, by e-mail address, number and name. */
export function duplicateIndex(clients: readonly Client[]): DuplicateIndex {
  const index: DuplicateIndex = new Map();
  for (const client of clients) addTo(index, client.id, ...knownBy(client));
  return index;
}

/** Adds somebody to those who are there, such as an earlier line of the same file. */
export function addTo(index: DuplicateIndex, id: string, ...ways: Known[]): void {
  for (const [, key] of ways.flatMap(keysOf)) {
    const held = index.get(key);
    if (held) held.add(id);
    else index.set(key, new Set([id]));
  }
}

/** Those who are there already and look like the same person, the surest first. */
export function similarTo(index: DuplicateIndex, known: Known): Resemblance[] {
  const found = new Map<string, By>();
  for (const [by, key] of keysOf(known)) {
    for (const id of index.get(key) ?? []) if (!found.has(id)) found.set(id, by);
  }
  return [...found].map(([id, by]) => ({ id, by }));
}

/** The surest of them alone: nobody else under the same key is looked at, so that a number which thousands share costs nothing. */
export function firstLike(index: DuplicateIndex, known: Known): Resemblance | undefined {
  for (const [by, key] of keysOf(known)) {
    for (const id of index.get(key) ?? []) return { id, by };
  }
  return undefined;
}

function knownBy(client: Client): Known[] {
  const { givenName, familyName, preferredName, email, phone } = client;
  const further = contactsOf(client);
  const valuesOf = (kind: "email" | "phone") =>
    further.flatMap((contact) => (contact.kind === kind && "value" in contact ? [contact.value] : []));
  const names = [givenName, ...(preferredName ? [preferredName] : [])].map((first) =>
    fullName({ givenName: first, familyName }),
  );
  const reached = { emails: [email, ...valuesOf("email")], phones: [phone, ...valuesOf("phone")] };
  return names.map((name) => ({ ...reached, fullName: name }));
}

function keysOf({ fullName: name = "", emails, phones }: Known): [By, string][] {
  const keys: [By, string][] = [
    ...emails.map((email): [By, string] => ["email", email.trim().toLowerCase()]),
    ...phones.map((phone): [By, string] => ["phone", lastDigits(phone)]),
    ["name", nameKey(name)],
  ];
  return keys.filter(([, key]) => key !== "").map(([by, key]) => [by, `${by} ${key}`]);
}

/** Numbers are the same when these are: what stands before them is the way there, which is written or not. */
const TELLING_DIGITS = 8;
const FEWEST_DIGITS = 7;

function lastDigits(phone: string): string {
  const digits = phone.replaceAll(/\D/g, "");
  return digits.length < FEWEST_DIGITS ? "" : digits.slice(-TELLING_DIGITS);
}

function nameKey(name: string): string {
  return folded(name).replaceAll(/\s+/g, " ").trim();
}

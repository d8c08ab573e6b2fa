import type { Contact, Contacts } from "./contacts.ts";

export type ListedContact = Contact & { id: string };

/** The further contacts of a client that are there, the oldest first. Apart from the schemas, because the first screen needs only this. */
export function contactsOf({ contacts }: { contacts?: Contacts | undefined }): ListedContact[] {
  return Object.entries(contacts ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, contact]) => (contact ? [{ id, ...contact }] : []));
}

/** Whom to call when something happens to the client. */
export function emergencyContactsOf(client: {
  contacts?: Contacts | undefined;
}): Extract<ListedContact, { kind: "emergency" }>[] {
  return contactsOf(client).filter((contact) => contact.kind === "emergency");
}

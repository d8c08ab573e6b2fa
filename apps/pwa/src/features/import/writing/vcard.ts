import type { Client } from "@cliently/api/domain/client/client";
import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { fullName } from "@cliently/api/domain/client/full-name";
import { tagsOf } from "@cliently/api/domain/client/tags-of";

/** These clients as contact cards (vCard 4.0, RFC 6350); what the standard has no property for stands in ones of our own. */
export function vcardsOf(clients: readonly Client[]): string {
  return clients.map((client) => linesOf(client).map(folded).join("")).join("");
}

function linesOf(client: Client): string[] {
  const say = (property: string, value: string | null | undefined) => (value ? [`${property}:${escaped(value)}`] : []);
  return [
    "BEGIN:VCARD",
    "VERSION:4.0",
    "X-CLIENTLY-VERSION:1",
    `FN:${escaped(fullName(client))}`,
    `N:${escaped(client.familyName)};${escaped(client.givenName)};;;`,
    ...say("NICKNAME", client.preferredName),
    ...say("PRONOUNS", client.pronouns), // RFC 9554
    ...say("EMAIL;PREF=1", client.email),
    ...say("TEL;PREF=1", client.phone),
    ...(client.address ? [`ADR:;;${escaped(client.address)};;;;`] : []),
    ...say("BDAY", client.birthDate?.replaceAll("-", "")),
    ...contactsOf(client).flatMap((contact, index) => {
      const group = `item${index + 1}`;
      if (contact.kind === "emergency")
        return [
          `${group}.RELATED;TYPE=emergency;VALUE=text:${escaped(contact.name)}`,
          ...say(`${group}.X-CLIENTLY-RELATION`, contact.relation),
          ...say(`${group}.X-CLIENTLY-PHONE`, contact.phone),
          ...say(`${group}.X-CLIENTLY-EMAIL`, contact.email),
        ];
      const property = contact.kind === "email" ? "EMAIL" : "TEL";
      return [`${group}.${property}:${escaped(contact.value)}`, ...say(`${group}.X-ABLABEL`, contact.label)];
    }),
    ...(tagsOf(client).length ? [`CATEGORIES:${tagsOf(client).map(escaped).join(",")}`] : []),
    ...say("NOTE", client.intakeNotes),
    `X-CLIENTLY-STATUS:${client.status}`,
    ...say("X-CLIENTLY-CONTACT-PREFERENCE", client.contactPreference),
    ...say("X-CLIENTLY-BACKGROUND", client.background),
    ...say("X-CLIENTLY-SOURCE", client.source),
    ...say("X-CLIENTLY-NEXT-ACTION", client.nextAction),
    ...say("X-CLIENTLY-NEXT-ACTION-ON", client.nextActionOn),
    ...say("X-CLIENTLY-LEAD-NOTES", client.leadNotes),
    ...say("X-CLIENTLY-NOT-FIT-REASON", client.notFitReason),
    "END:VCARD",
  ];
}

function escaped(value: string): string {
  return value.replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll(/\r\n?|\n/g, String.raw`\n`);
}

/** The line in pieces of at most 75 bytes (RFC 6350, 3.2), none cut inside a letter. */
function folded(line: string): string {
  let out = "";
  let bytes = 0;
  for (const letter of line) {
    const size = bytesOf(letter.codePointAt(0) ?? 0);
    if (bytes + size > 75) {
      out += "\r\n ";
      bytes = 1;
    }
    out += letter;
    bytes += size;
  }
  return `${out}\r\n`;
}

function bytesOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

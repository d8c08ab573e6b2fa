import { blankClient } from "@cliently/api/domain/client/blank";
import { clientShape, type Client } from "@cliently/api/domain/client/client";
import type { Contact } from "@cliently/api/domain/client/contacts";
import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import { anId } from "@cliently/api/testing";
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";

import { csvOf } from "../writing/csv.ts";
import { vcardsOf } from "../writing/vcard.ts";
import { open, take, type Opened } from "./open.ts";
import { isPerson, type Person } from "./person.ts";
import { RefusedFile } from "./refused-file.ts";
import type { Mapping } from "./take-row.ts";

test("clients that are exported as a table and imported again are the same clients", () => {
  fc.assert(
    fc.property(someClients(), (clients) => {
      expect(peopleIn(bytesOf(csvOf(clients))).map(known)).toEqual(clients.map(asPerson));
      expect(peopleIn(bytesOf(csvOf(clients)), true).map(known)).toEqual(clients.map(asPerson));
    }),
  );
});

test("clients that are exported as contact cards and imported again are the same clients", () => {
  fc.assert(
    fc.property(someClients(), (clients) => {
      expect(peopleIn(bytesOf(vcardsOf(clients))).map(known)).toEqual(clients.map(asPerson));
      expect(peopleIn(bytesOf(vcardsOf(clients)), true).map(known)).toEqual(clients.map(asPerson));
    }),
  );
});

test("no cell of an exported table begins like a formula", () => {
  fc.assert(
    fc.property(someClients(), (clients) => {
      const cells = Papa.parse<string[]>(csvOf(clients).slice(1), { delimiter: "," }).data.flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
    }),
  );
});

test.each([";", "\t"])("a program that separates an exported table by %j finds no formula either", (separator) => {
  fc.assert(
    fc.property(someClients(), (clients) => {
      const table = csvOf(clients).slice(1);
      const pieces = table.split(/[;\t\r\n]/).map((piece) => piece.replace(/^"+/, "")); // by one that knows no quotation marks
      const cells = Papa.parse<string[]>(table, { delimiter: separator }).data.flat();
      expect([...pieces, ...cells].filter((cell) => /^"*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    }),
  );
});

test("a cell with a formula behind a semicolon comes back as it was, and stays quoted for whoever separates by it", () => {
  const notes = 'first;=HYPERLINK("http://example.invalid")\n- slept;"=1\n\n\';\'quoted';
  fc.assert(
    fc.property(someClients(), (clients) => {
      const [client] = clients.map((one) => ({ ...one, intakeNotes: notes, pronouns: "she;her" }));
      if (!client) return;
      expect(peopleIn(bytesOf(csvOf([client]))).map(({ fields }) => fields.intakeNotes)).toEqual([notes]);
      expect(csvOf([client])).toContain('"she;her"');
      expect(csvOf([client])).toContain("\"first;'=HYPERLINK(");
    }),
    { numRuns: 10 },
  );
});

test("no bytes at all make the reader throw anything but a refusal in words, or stand still", () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.string({ unit: "binary", maxLength: 3000 }).map(bytesOf),
    fc
      .array(
        fc.constantFrom(
          '"',
          '""',
          ",",
          ";",
          "\n",
          "\r",
          "x",
          "@",
          "BEGIN:VCARD\n",
          "END:VCARD\n",
          "N:",
          "=3D",
          "=\n",
          "TEL;",
          ":",
          "\\",
        ),
        { maxLength: 400 },
      )
      .map((parts) => bytesOf(parts.join(""))),
    someClients().chain((clients) => {
      const bytes = bytesOf(csvOf(clients) + vcardsOf(clients));
      return fc.nat(bytes.length).map((length) => bytes.slice(0, length));
    }),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      for (const { fields } of peopleIn(bytes)) expect(fields.givenName).not.toBe("");
    }),
    { numRuns: 500 },
  );
});

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** `keepsRest`: also what has no place, of which there must be nothing in files of our own. */
function peopleIn(bytes: Uint8Array, keepsRest = false): Person[] {
  try {
    const opened = open(bytes);
    return [...take(opened, asItLooks(opened, keepsRest), 2026)].filter(isPerson);
  } catch (error) {
    if (error instanceof RefusedFile) return [];
    throw error;
  }
}

function asItLooks(opened: Opened, keepsRest: boolean): Mapping {
  const { headings = [], columns = [], preset = null } = opened.kind === "table" ? opened.table.look : {};
  return { headings, columns, preset, dayOrders: [], dayOrder: null, status: "active", keepsRest };
}

/** What counts of somebody who was read: contacts of each kind, in their order. */
function known({ fields, tags, contacts, remarks }: Person) {
  return { fields, tags: tags.toSorted(), contacts: ofEachKind(contacts), remarks };
}

function asPerson(client: Client) {
  const fields = FIELDS.flatMap((field) => {
    const value = client[field];
    return value || field in blankClient || field === "givenName" ? [[field, value] as const] : [];
  });
  const contacts = contactsOf(client).map(({ id: _id, ...contact }): Contact => contact);
  return {
    fields: Object.fromEntries(fields),
    tags: tagsOf(client).toSorted(),
    contacts: ofEachKind(contacts),
    remarks: [],
  };
}

const FIELDS = Object.keys(clientShape) as (keyof typeof clientShape)[]; // its own keys

function ofEachKind(contacts: readonly Contact[]): Contact[][] {
  return (["email", "phone", "emergency"] as const).map((kind) => contacts.filter((contact) => contact.kind === kind));
}

/** Words as they are in the worst of lists. */
function nasty(max: number) {
  const pieces = [
    "\n",
    '"',
    '""',
    ",",
    ";",
    "\\",
    "\\n",
    "|",
    "\t",
    "'",
    "=",
    "+",
    "-",
    "@",
    "＝",
    " ",
    "é",
    "😀",
    "👩‍👩‍👧",
    "שלום",
    "\u202e",
    ":",
    "a",
    "Ω",
    ";=",
    ';"=',
    "\t+",
    "\n-",
    ";'",
    "\n'=",
    "=3D",
    "\nEND:VCARD\n",
    "\nBEGIN:VCARD\n",
    "\uFEFF",
    " ::: ",
    "* ",
  ];
  return fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 }).map(plainer)), {
      maxLength: max > 100 ? 60 : 8,
    })
    .map((parts) => cut(parts.join(""), max));
}

/** Without what no text of a record holds. */
function plainer(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is to go
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}

function cut(text: string, max: number): string {
  const short = text.slice(0, max);
  return short.isWellFormed() ? short : short.slice(0, -1);
}

const aLong = fc.tuple(nasty(20_000), fc.nat(2000)).map(([text, length]) => text + "lang ".repeat(length / 5));
const aDay = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filled = (max: number) => nasty(max).map((text) => text || "x");

const aContact: fc.Arbitrary<Contact> = fc.oneof(
  fc.record({ kind: fc.constant("email" as const), label: nasty(40), value: filled(254) }),
  fc.record({ kind: fc.constant("phone" as const), label: nasty(40), value: filled(60) }),
  fc.record({
    kind: fc.constant("emergency" as const),
    name: filled(120),
    relation: nasty(60),
    phone: nasty(60),
    email: nasty(254),
  }),
);
const aTag = filled(40).map((tag) => tag.trim() || "tag");

function someClients() {
  const aClient = fc.record({
    givenName: filled(120),
    familyName: nasty(120),
    preferredName: nasty(120),
    pronouns: nasty(60),
    email: nasty(254),
    phone: nasty(60),
    address: nasty(500),
    contactPreference: fc.constantFrom("email" as const, "phone" as const, "text" as const, "post" as const, null),
    birthDate: fc.option(aDay),
    background: aLong,
    intakeNotes: aLong,
    status: fc.constantFrom(
      "inquiry" as const,
      "waitlist" as const,
      "not-a-fit" as const,
      "active" as const,
      "archived" as const,
    ),
    source: nasty(200),
    nextAction: nasty(200),
    nextActionOn: fc.option(aDay),
    leadNotes: aLong,
    notFitReason: nasty(500),
    tags: fc.uniqueArray(aTag, { maxLength: 4 }),
    contacts: fc.array(aContact, { maxLength: 5 }),
  });
  return fc.array(aClient, { minLength: 1, maxLength: 4 }).map((clients) =>
    clients.map(({ tags, contacts, ...fields }): Client => ({
      ...fields,
      id: anId(),
      createdAt: 1,
      deletedAt: null,
      stamps: {},
      lost: [],
      tags: Object.fromEntries(tags.map((tag) => [tag, { at: 1, device: anId(), mid: anId(), on: true }])),
      contacts: Object.fromEntries(contacts.map((contact, index) => [anId(index), contact])),
    })),
  );
}

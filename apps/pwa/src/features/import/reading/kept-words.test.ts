import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";

import { open, take } from "./open.ts";
import { isPerson, type Person } from "./person.ts";
import { TARGETS, type Target } from "./targets.ts";

const aWord = fc.stringMatching(/^[a-z]{3,9}$/);
const someWords = fc.array(aWord, { minLength: 1, maxLength: 9 }).map((words) => words.join(" "));
const aCell = fc.oneof(
  { weight: 5, arbitrary: someWords },
  fc.constantFrom("", "archived", "waitlist", "inquiry", "email", "post", "1984-02-09", "1990-12-31 14:30 upstairs"),
);
const targets = Object.keys(TARGETS) as Target[]; // its own keys

test("every word of a table is kept, wherever its columns belong: in a field, in the intake notes, or told", () => {
  const column = fc.record({ target: fc.constantFrom(...targets), cell: aCell });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 14 }), (columns) => {
      const cells = ["Marigold", ...columns.map(({ cell }) => cell)];
      const person = fromTable(cells, ["givenName", ...columns.map(({ target }) => target)]);
      expect(lost(cells.join(" "), person)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

const PROPERTIES = `
  FN N NICKNAME ORG EMAIL TEL ADR BDAY NOTE CATEGORIES PRONOUNS X-PRONOUNS RELATED RELATED;TYPE=emergency
  RELATED;TYPE=spouse X-ABRELATEDNAMES X-ABDATE X-SKYPE IMPP GENDER ANNIVERSARY TITLE ROLE URL GEO AGENT
  X-ABLABEL X-GAJIM CONSTRUCTOR X-CLIENTLY-RELATION X-CLIENTLY-PHONE X-CLIENTLY-EMAIL X-CLIENTLY-STATUS
  X-CLIENTLY-SOURCE X-CLIENTLY-CONTACT-PREFERENCE X-CLIENTLY-NEXT-ACTION-ON X-CLIENTLY-BACKGROUND
`;

test("every word of a contact card is kept, whatever its properties are: in a field, in the intake notes, or told", () => {
  const aLine = fc
    .tuple(
      fc.constantFrom("", "", "item1.", "item2."),
      fc.constantFrom(...PROPERTIES.trim().split(/\s+/)),
      fc.array(aCell, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(";", ","),
    )
    .map(([group, property, parts, separator]) => ({
      text: `${group}${property}:${parts.join(separator)}`,
      words: parts.join(" "),
    }));
  const aBrokenLine = someWords.map((words) => ({ text: words, words }));
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: aLine }, aBrokenLine), { maxLength: 14 }), (lines) => {
      const person = fromCard(...lines.map(({ text }) => text));
      expect(lost(lines.map(({ words }) => words).join(" "), person)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test("what Apple writes of a birthday without its year is no whole day, and told without the year it makes up", () => {
  const { fields, remarks } = fromCard("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03");
  expect(fields).toMatchObject({ birthDate: null, intakeNotes: "Date of birth: --05-03" });
  expect(remarks).toHaveLength(1);
});

test("relatives, messengers and labels of one's own come along under their names", () => {
  const { fields } = fromCard(
    "item1.X-ABRELATEDNAMES:Rowan",
    "item1.X-ABLABEL:_$!<Brother>!$_",
    "item2.TEL:01632 960001",
    "item2.X-ABLABEL:Only after six",
    "RELATED;TYPE=spouse;VALUE=text:Linnea",
    "X-SKYPE:marigold.t",
  );
  expect(fields.intakeNotes?.split("\n\n")).toEqual([
    "Related (Brother): Rowan",
    "Related (Spouse): Linnea",
    "Skype: marigold.t",
    "Phone label: Only after six",
  ]);
});

test("pictures and what programs write for themselves are no words of anybody", () => {
  const { fields } = fromCard(
    "PRODID:-//Invented//EN",
    "UID:urn:uuid:1",
    "REV:20260101T000000Z",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
    "X-CARDPICTURE;ENCODING=b:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
    `X-FACE:${"AbC4".repeat(60)}`,
    "X-ICON:data:image/png;base64,iVBORw0KGgo=",
  );
  expect(fields.intakeNotes).toBeUndefined();
});

test("a property without words leaves no heading behind", () => {
  expect(fromCard("ORG:;", "N:;;;;", "N:;;;;").fields.intakeNotes).toBeUndefined();
});

test("two people to call without a group are two", () => {
  const { contacts } = fromCard("RELATED;TYPE=emergency:Rowan", "RELATED;TYPE=emergency:Linnea");
  expect(contacts).toMatchObject([{ name: "Rowan" }, { name: "Linnea" }]);
});

test("of two columns for one thing the first counts, and the other is told", () => {
  const cells = ["Marigold", "1984-02-09", "1985-03-10", "Work", ""];
  const { fields, remarks } = fromTable(cells, ["givenName", "birthDate", "birthDate", "label", "phone"]);
  expect(fields).toMatchObject({ birthDate: "1984-02-09" });
  expect(remarks).toEqual([
    { reason: "Date of birth: said more than once", words: "1985-03-10" },
    { reason: "A label, and nothing beside it", words: "Work" },
  ]);
});

function fromTable(cells: string[], columns: Target[]): Person {
  const headings = columns.map((_, index) => `Heading ${index + 1}`);
  return onlyOne(Papa.unparse([headings, cells]), headings, columns);
}

function fromCard(...lines: string[]): Person {
  return onlyOne(["BEGIN:VCARD", "VERSION:3.0", "FN:Marigold", ...lines, "END:VCARD"].join("\r\n"));
}

function onlyOne(text: string, headings: string[] = [], columns: Target[] = []): Person {
  const opened = open(new TextEncoder().encode(text), { separator: ",", hasHeadings: true });
  const dayOrders = columns.map(() => null);
  const [person] = [
    ...take(
      opened,
      { headings, columns, preset: null, dayOrders, dayOrder: null, status: "active", keepsRest: true },
      2026,
    ),
  ];
  if (!person || !isPerson(person)) throw new Error(`nobody in ${text}`);
  return person;
}

/** The words that stand nowhere in a person. */
function lost(words: string, { fields, tags, contacts, remarks }: Person): string[] {
  const kept = new Set(wordsIn(JSON.stringify([fields, tags, contacts, remarks]).replaceAll(String.raw`\n`, " ")));
  return wordsIn(words).filter((word) => !kept.has(word));
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\d:]+/gu) ?? [];
}

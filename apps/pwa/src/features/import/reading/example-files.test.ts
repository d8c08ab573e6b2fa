import { expect, test } from "vitest";

import { open, take, type Wishes } from "./open.ts";
import { isPerson, type LeftOut, type Person } from "./person.ts";
import type { Mapping } from "./take-row.ts";

const GOOGLE =
  "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address";
const OLD_GOOGLE =
  "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value";
const OUTLOOK =
  "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Business Phone,Mobile Phone,Business Fax,Company,Job Title,Department,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,Web Page,Birthday,Anniversary,Spouse,Notes,Categories";

test("people come from Google's contacts as they are exported today", () => {
  const row =
    'Marigold,Ann,Thistlewood,,,,Dr,,Goldie,,Invented Ltd,Baker,,1984-02-09,"Likes tea\nand walks",,* myContacts ::: Mornings ::: * starred,* Home,m@example.invalid ::: n@example.invalid,Work,w@example.invalid,Mobile,+44 1632 960001,Home,"1 Invented Lane\nNowhere\nUK",1 Invented Lane,Nowhere,,,,UK,';
  const { preset, people } = read(`${GOOGLE}\r\n${row}\r\n`);
  expect(preset).toBe("Google Contacts");
  expect(people).toMatchObject([
    {
      line: 2,
      fields: {
        givenName: "Marigold Ann",
        familyName: "Thistlewood",
        preferredName: "Goldie",
        email: "m@example.invalid",
        phone: "+44 1632 960001",
        birthDate: "1984-02-09",
        address: "1 Invented Lane\nNowhere\nUK",
        intakeNotes: "Likes tea\nand walks",
      },
      tags: ["Mornings"],
      contacts: [
        { kind: "email", label: "Home", value: "n@example.invalid" },
        { kind: "email", label: "Work", value: "w@example.invalid" },
      ],
      remarks: [],
    },
  ]);
});

test("people come from Google's contacts as they were exported before 2024", () => {
  const row =
    "Juniper Vale,Juniper,,Vale,,,,,,,,,,,--05-03,,,,,,,,,,,,,,* myContacts,* Home,j@example.invalid,Mobile,01632 960002";
  const { preset, people } = read(`${OLD_GOOGLE}\n${row}\n`);
  expect(preset).toBe("Google Contacts");
  expect(people[0]).toMatchObject({
    fields: { givenName: "Juniper", familyName: "Vale", email: "j@example.invalid", birthDate: null },
    tags: [],
  });
  expect(people[0]?.fields.intakeNotes).toBe("Birthday: --05-03");
  expect(people[0]?.remarks).toMatchObject([{ words: "--05-03" }]);
});

test("people come from Outlook, also with semicolons in UTF-16 without a mark, and month first", () => {
  const rows = [
    "Quill;;Fenwick;;;;q@example.invalid;q2@example.invalid;;;;01632 960003;;Invented AG;;;Lane 1;Nowhere;ZH;8000;Switzerland;;;;;;;12/28/1969;0/0/00;;Old friend;Mornings, Evenings",
    "Ängla;;Öst;;;;a@example.invalid;;;;;;;;;;;;;;;;;;;;;0/0/00;;;;",
  ];
  const text = `${OUTLOOK.replaceAll(",", ";")}\r\n${rows.join("\r\n")}\r\n`;
  const { preset, people, look } = read(utf16(text));
  expect(preset).toBe("Outlook");
  expect(look).toMatchObject({ encoding: "utf-16le", table: { separator: ";" } });
  expect(people).toMatchObject([
    {
      fields: {
        givenName: "Quill",
        familyName: "Fenwick",
        birthDate: "1969-12-28",
        address: "Lane 1\nNowhere, ZH 8000\nSwitzerland",
        phone: "01632 960003",
      },
      tags: ["Mornings", "Evenings"],
      contacts: [{ kind: "email", value: "q2@example.invalid", label: "" }],
    },
    { fields: { givenName: "Ängla", familyName: "Öst", birthDate: null }, remarks: [] },
  ]);
});

test("clients come from SimplePractice, with their status and their emergency contact", () => {
  const text =
    "Legal First Name*,Legal Last Name*,What name do they go by?,Date of Birth,Client Status,Email,Mobile Phone,Emergency Contact Name,Emergency Contact Relationship,Emergency Contact Phone,Primary Clinician\n" +
    "Fern,Ashdown,Fen,13/04/1990,Inactive,f@example.invalid,01632 960004,Rowan Ashdown,Brother,01632 960005,Ada Willow\n";
  const { preset, people } = read(text);
  expect(preset).toBe("SimplePractice");
  expect(people).toMatchObject([
    {
      fields: {
        givenName: "Fern",
        familyName: "Ashdown",
        preferredName: "Fen",
        birthDate: "1990-04-13",
        status: "archived",
      },
      contacts: [{ kind: "emergency", name: "Rowan Ashdown", relation: "Brother", phone: "01632 960005", email: "" }],
    },
  ]);
});

test("a name in one piece is split, also when the last name stands first", () => {
  const { people } = read('Name\nMarigold Thistlewood\n"Vale, Juniper"\nAnna van der Berg\nPrince\nJohn Smith Jr.\n');
  expect(people.map(({ fields }) => [fields.givenName, fields.familyName])).toEqual([
    ["Marigold", "Thistlewood"],
    ["Juniper", "Vale"],
    ["Anna", "van der Berg"],
    ["Prince", ""],
    ["John", "Smith Jr."],
  ]);
});

test("whoever has no name is called by their e-mail address, and whoever has nothing is left out", () => {
  const { people, leftOut } = read("First name,Last name,E-mail,Status\n,,a@example.invalid,\n,Vale,,\n,,,Archived\n");
  expect(people.map(({ fields }) => fields.givenName)).toEqual(["a@example.invalid", "Vale"]);
  expect(leftOut).toMatchObject([{ line: 4, words: "Archived" }]);
});

test("a quotation mark that is never closed costs its own line and no other", () => {
  const { people, leftOut } = read('First name,Last name\n"Marigold,Thistle\nJuniper,Vale\n"Quill",Fen\n');
  expect(people.map(({ fields }) => fields.givenName)).toEqual(["Juniper", "Quill"]);
  expect(leftOut).toMatchObject([{ line: 2, words: '"Marigold,Thistle' }]);
});

test("a line with more cells than columns is left out with its words, because nobody knows what belongs where", () => {
  const { people, leftOut } = read("First name,Phone\nMarigold,01632,960001\nJuniper,01632960002,,\n");
  expect(people.map(({ fields }) => fields.givenName)).toEqual(["Juniper"]);
  expect(leftOut).toMatchObject([{ line: 2, words: "Marigold · 01632 · 960001" }]);
});

test("a text that is too long for its field is kept whole in the intake notes, and told", () => {
  const long = "p".repeat(300);
  const { people } = read(`First name,Pronouns,Notes\nMarigold,${long},Calm\n`);
  expect(people[0]?.fields).toMatchObject({ pronouns: "", intakeNotes: `Calm\n\nPronouns: ${long}` });
  expect(people[0]?.remarks).toEqual([{ reason: "Pronouns: too long", words: long }]);
});

test("a text that no field holds is left out with its words", () => {
  const { people, leftOut } = read(`First name,Notes\nMarigold,${"n".repeat(20_001)}\n`);
  expect(people).toEqual([]);
  expect(leftOut).toHaveLength(1);
});

test("days that exist in no calendar are told, and the person comes without", () => {
  const { people } = read("First name,Date of birth\nMarigold,31.02.1980\n");
  expect(people[0]).toMatchObject({ fields: { birthDate: null }, remarks: [{ words: "31.02.1980" }] });
});

test("a day that could be read either way is asked about", () => {
  const { look } = read("First name,Date of birth\nMarigold,03/04/1980\nJuniper,05/05/1990\n");
  expect(look.table?.dayOrders).toEqual(["day-first", null]);
});

test("formulas are words", () => {
  const { people } = read('First name,Notes\n"=HYPERLINK(""http://example.invalid"",""x"")",\'=1+1\n');
  expect(people[0]?.fields).toMatchObject({
    givenName: '=HYPERLINK("http://example.invalid","x")',
    intakeNotes: "=1+1",
  });
});

test("the line in which a spreadsheet names its separator is no person", () => {
  const { people, look } = read("sep=;\nFirst name;Last name\nMarigold;Thistle, the elder\n");
  expect(look.table?.separator).toBe(";");
  expect(people).toMatchObject([{ line: 3, fields: { familyName: "Thistle, the elder" } }]);
});

test.each([
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf, ...new TextEncoder().encode("First name\nÄnne\n")]],
  ["UTF-16, little end first", [0xff, 0xfe, ...utf16("First name\nÄnne\n")]],
  ["UTF-16, big end first", [0xfe, 0xff, ...swapped(utf16("First name\nÄnne\n"))]],
  ["UTF-16, big end first, without a mark", swapped(utf16("First name\nÄnne\n"))],
  ["Windows-1252", [...new TextEncoder().encode("First name\n"), 0xc4, ...new TextEncoder().encode("nne\n")]],
])("letters are read as they were written: %s", (_, bytes) => {
  expect(read(Uint8Array.from(bytes)).people[0]?.fields.givenName).toBe("Änne");
});

test("the person can say how the letters are written", () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode("First name\n"), 0xcf, 0xe0, 0xe2, 0xe5, 0xeb, 0x0a]);
  expect(read(bytes, { encoding: "windows-1251" }).people[0]?.fields.givenName).toBe("Павел");
});

test("zeros between the letters are taken out", () => {
  const { people, look } = read("First name\nMari\u0000gold\n");
  expect(people[0]?.fields.givenName).toBe("Marigold");
  expect(look.dropped).toBe(1);
});

test.each([
  ["a JPEG picture", [0xff, 0xd8, 0xff, 0xe0]],
  ["an Excel workbook", [0x50, 0x4b, 0x03, 0x04]],
  ["is empty", []],
  ["not a text file", Array.from({ length: 4000 }, (_, index) => index % 16)],
  ["nothing in this file but empty lines", [0x0a, 0x0a]],
  ["nobody in this file", [...new TextEncoder().encode("First name,Last name\n")]],
  ["201 columns", [...new TextEncoder().encode(`First name${",".repeat(200)}\nA\n`)]],
])("a file that is no list of people is refused in words: %s", (words, bytes) => {
  expect(() => read(Uint8Array.from(bytes))).toThrow(words);
});

test("a million rows are refused by their number, without being read to the end", () => {
  expect(() => read(`First name\n${"Marigold\n".repeat(1_000_000)}`)).toThrow("1,000,002 lines");
});

test("a file whose quotation marks never match is refused, however long it is", () => {
  expect(() => read(`First name,Last name\n${'"x,y"z\n'.repeat(100_000)}`)).toThrow("quotation marks");
});

const OLD_CARD = [
  "BEGIN:VCARD",
  "VERSION:2.1",
  "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;",
  "TEL;CELL:+49 30 5550 1234",
  "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile=0D=0AZweite, l=C3=A4ngere =",
  "Zeile",
  "PHOTO;ENCODING=BASE64;TYPE=JPEG:",
  ` ${"A".repeat(70)}`.repeat(1),
  ...Array.from({ length: 2000 }, () => ` ${"A".repeat(70)}`),
  "",
  "END:VCARD",
].join("\r\n");

test("contact cards of old phones are read, with what they quote and without their pictures", () => {
  const { people } = read(OLD_CARD);
  expect(people).toMatchObject([
    {
      fields: {
        givenName: "Jörg",
        familyName: "Müller",
        phone: "+49 30 5550 1234",
        intakeNotes: "Erste Zeile\nZweite, längere Zeile",
      },
      remarks: [],
    },
  ]);
});

test("contact cards of today are read: groups, labels, folded lines, several addresses", () => {
  const card = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    "N:Thistlewood;Marigold;Ann;;",
    "FN:Marigold Thistlewood",
    "item1.EMAIL;type=INTERNET:second@example.invalid",
    "item1.X-ABLabel:_$!<Other>!$_",
    "EMAIL;type=INTERNET;type=HOME;type=pref:first@example.invalid",
    'TEL;TYPE="work,voice";VALUE=uri:tel:+44-1632-960001',
    String.raw`ADR;TYPE=home:;;1 Invented Lane\, Top floor;Nowhere;;NW1;UK`,
    "BDAY:1984-02-09T00:00:00Z",
    "CATEGORIES:Mornings,Walks",
    String.raw`NOTE:A long note that is fold`,
    String.raw` ed in the middle\nand has two lines`,
    "RELATED;TYPE=emergency;VALUE=text:Rowan",
    "END:VCARD",
  ].join("\r\n");
  expect(read(card).people).toMatchObject([
    {
      fields: {
        givenName: "Marigold Ann",
        email: "first@example.invalid",
        phone: "+44-1632-960001",
        birthDate: "1984-02-09",
        address: "1 Invented Lane, Top floor\nNowhere NW1\nUK",
        intakeNotes: "A long note that is folded in the middle\nand has two lines",
      },
      tags: ["Mornings", "Walks"],
      contacts: [
        { kind: "email", label: "Other", value: "second@example.invalid" },
        { kind: "emergency", name: "Rowan" },
      ],
    },
  ]);
});

test("a card without an end is left out alone", () => {
  const { people, leftOut } = read(
    "BEGIN:VCARD\nVERSION:4.0\nFN:Marigold\nBEGIN:VCARD\nVERSION:4.0\nFN:Juniper Vale\nEND:VCARD\n",
  );
  expect(people).toMatchObject([{ line: 4, fields: { givenName: "Juniper", familyName: "Vale" } }]);
  expect(leftOut).toMatchObject([{ line: 1 }]);
});

function read(file: string | Uint8Array, wishes: Wishes = {}) {
  const opened = open(typeof file === "string" ? new TextEncoder().encode(file) : file, wishes);
  const table = opened.kind === "table" ? opened.table.look : null;
  const { headings = [], columns = [], preset = null, dayOrders = [] } = table ?? {};
  const mapping: Mapping = { headings, columns, preset, dayOrders, dayOrder: null, status: "active", keepsRest: false };
  const taken = [...take(opened, mapping, 2026)];
  const people = taken.filter(isPerson);
  const leftOut = taken.filter((each): each is LeftOut => !isPerson(each));
  return {
    preset,
    look: { encoding: opened.encoding, dropped: opened.dropped, table },
    people: people satisfies Person[],
    leftOut,
  };
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]));
}

function swapped(bytes: Uint8Array): Uint8Array {
  return bytes.map((_, index) => bytes[index ^ 1] ?? 0);
}

import { importClients } from "@cliently/api/domain/client/mutations";
import { anId } from "@cliently/api/testing";
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";

import { importActs } from "../acts.ts";
import { open, take } from "./open.ts";
import { isPerson } from "./person.ts";
import { TARGETS, type Target } from "./targets.ts";

/** What every object has, and what no field holds. */
const HOSTILE = [
  "constructor",
  "__proto__",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "Constructor",
  "__PROTO__",
].concat(["archived", "text", "1984-02-09", "0000-00-00", "31.12.99999", "x".repeat(130), "😀".repeat(101), "\u202e"]);
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: "grapheme", maxLength: 50 }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join("; ")),
);

test("a status and a preference that are words every object knows cost nobody their import", () => {
  for (const word of ["constructor", "__proto__"]) {
    const [person] = [...peopleOf(`Name,Status,Contact,Tags\nMarigold,${word},${word},${word}\n`, STATUS)];
    expect(person?.fields).toMatchObject({ status: "active" });
    expect(person?.remarks.map(({ words }) => words)).toContain(word);
  }
});

const STATUS: readonly Target[] = ["givenName", "status", "contactPreference", "tags"];

test("whatever stands in the cells of a table, every act of its import can be read", () => {
  const targets = Object.keys(TARGETS) as Target[]; // its own keys
  const table = fc.array(fc.constantFrom(...targets), { minLength: 1, maxLength: 12 }).chain((columns) =>
    fc.tuple(
      fc.constant(columns),
      fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
        minLength: 1,
        maxLength: 4,
      }),
    ),
  );
  fc.assert(
    fc.property(table, ([columns, rows]) => {
      const named = rows.map((cells) => ["Marigold", ...cells]);
      const headings = named[0]?.map((_, index) => `Column ${index + 1}`) ?? [];
      const people = peopleOf(Papa.unparse([headings, ...named]), ["givenName", ...columns]);
      expect(people).toHaveLength(rows.length);
      expect(unreadable(people)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("whatever stands in contact cards, every act of their import can be read", () => {
  const names = ["FN", "N", "NICKNAME", "EMAIL", "TEL", "BDAY", "CATEGORIES", "NOTE", "X-CLIENTLY-STATUS", "__proto__"];
  const own = ["X-CLIENTLY-CONTACT-PREFERENCE", "X-CLIENTLY-NEXT-ACTION-ON", "X-CLIENTLY-VERSION", "constructor"];
  const line = fc.tuple(fc.constantFrom(...names, ...own), cell).map(([name, value]) => `${name}:${value}`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const card = ["BEGIN:VCARD", "VERSION:4.0", "FN:Marigold", ...lines, "END:VCARD"].join("\r\n");
      expect(unreadable(peopleOf(card, []))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function peopleOf(text: string, columns: readonly Target[]) {
  const opened = open(new TextEncoder().encode(text), { separator: ",", hasHeadings: true, encoding: "utf-8" });
  const headings = columns.map((_, index) => `Column ${index + 1}`);
  const dayOrders = columns.map(() => null);
  const mapping = {
    headings,
    columns,
    preset: null,
    dayOrders,
    dayOrder: null,
    status: "active",
    keepsRest: true,
  } as const;
  return [...take(opened, mapping, 2026)].filter(isPerson);
}

function unreadable(people: ReturnType<typeof peopleOf>) {
  const acts = importActs(people, { importId: anId(), fileName: "people.csv", newId: anId });
  return [...acts].filter(({ args }) => !importClients.args.safeParse(args).success);
}

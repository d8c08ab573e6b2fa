import { expect, test } from "vitest";

import { aClient, anId } from "../../testing/index.ts";
import type { Client } from "./client.ts";
import { addTo, duplicateIndex, firstLike, similarTo } from "./duplicates.ts";

const marigold = client({
  givenName: "Marigold",
  familyName: "Thístlewood",
  preferredName: "Goldie",
  email: "Marigold@example.invalid",
  phone: "+1 555 0123 456",
});

test("somebody is found by an e-mail address in any case, by a number however it is written, and by a name without its accents", () => {
  const index = duplicateIndex([marigold]);
  const by = (known: Partial<Parameters<typeof similarTo>[1]>) =>
    similarTo(index, { emails: [], phones: [], ...known }).map((found) => found.by);
  expect(by({ emails: [" marigold@EXAMPLE.invalid "] })).toEqual(["email"]);
  expect(by({ phones: ["0-555-0123-456"] })).toEqual(["phone"]);
  expect(by({ fullName: "marigold  thistlewood" })).toEqual(["name"]);
  expect(by({ fullName: "Goldie Thistlewood" })).toEqual(["name"]);
  expect(by({ fullName: "Goldie Thistlewood", emails: ["marigold@example.invalid"] })).toEqual(["email"]);
});

test("somebody is found by their name in plain letters, also where a letter is no accented one", () => {
  const index = duplicateIndex([client({ givenName: "Jørn", familyName: "Weiß" })]);
  expect(similarTo(index, { emails: [], phones: [], fullName: "Jorn Weiss" })).toMatchObject([{ by: "name" }]);
});

test("nobody is taken for somebody else because both have nothing, or a short number", () => {
  const index = duplicateIndex([client({ givenName: "Ann" }), client({ givenName: "Ben", phone: "110" })]);
  expect(similarTo(index, { emails: [""], phones: ["", "110"], fullName: "" })).toEqual([]);
});

test("further addresses count as well, and so does an earlier line of the same file", () => {
  const contacts = { [anId()]: { kind: "email" as const, label: "Work", value: "w@example.invalid" } };
  const index = duplicateIndex([client({ givenName: "Wren" }, contacts)]);
  expect(similarTo(index, { emails: ["W@example.invalid"], phones: [] })).toHaveLength(1);
  addTo(index, "line 2", { emails: ["new@example.invalid"], phones: [] });
  expect(similarTo(index, { emails: ["new@example.invalid"], phones: [] })).toEqual([{ id: "line 2", by: "email" }]);
});

test("whoever is the surest to be somebody is found without a look at all the others who share a number", () => {
  const family = Array.from({ length: 50 }, (_, nth) => client({ givenName: `Wren ${nth}`, phone: "0555 0123 456" }));
  const index = duplicateIndex([marigold, ...family]);
  let seen = 0;
  for (const [key, ids] of index)
    index.set(
      key,
      counting(ids, () => seen++),
    );
  const known = { emails: ["nobody@example.invalid"], phones: ["0555 0123 456"], fullName: "Wren 49" };
  const [surest] = similarTo(index, known);
  seen = 0;
  expect(firstLike(index, known)).toEqual(surest);
  expect(seen).toBe(1);
  expect(firstLike(index, { emails: [], phones: [] })).toBeUndefined();
});

/** The same ids, of which each that is looked at is counted. */
function counting(ids: ReadonlySet<string>, onLook: () => void): Set<string> {
  return Object.assign(new Set(ids), {
    *[Symbol.iterator]() {
      for (const id of ids) {
        onLook();
        yield id;
      }
    },
  });
}

function client(fields: Parameters<typeof aClient>[0], contacts: Client["contacts"] = {}): Client {
  const { id, fields: all } = aClient(fields).args;
  return { id, createdAt: 1, deletedAt: null, ...all, status: "active", contacts, stamps: {}, lost: [] };
}

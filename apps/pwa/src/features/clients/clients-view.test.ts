import { blankClient } from "@cliently/api/domain/client/blank";
import type { ClientFields } from "@cliently/api/domain/client/client";
import type { Row } from "@cliently/api/domain/store";
import { expect, test } from "vitest";

import { clientsIn, firstView, isNarrowed, type Beside, type ClientsView } from "./clients-view.ts";

const beside: Beside = { today: "2026-11-27", consenting: new Set(), lastNotes: new Map() };
let made = 0;

type Wish = { givenName: string; tags?: string[] } & Partial<ClientFields>;

function client({ tags = [], status = "active", ...fields }: Wish): Row<"client"> {
  const at = ++made;
  return {
    ...blankClient,
    ...fields,
    id: fields.givenName,
    status,
    createdAt: at,
    deletedAt: null,
    tags: Object.fromEntries(tags.map((tag) => [tag, { at, device: "d", mid: "m", on: true }])),
    stamps: {},
    lost: [],
  };
}

const marigold = client({ givenName: "Marigold", familyName: "Thistlewood", preferredName: "Mari", tags: ["sleep"] });
const juniper = client({ givenName: "Juniper", familyName: "Ash", phone: "+44 20 7946 0111", birthDate: "2010-01-01" });
const elodie = client({ givenName: "Élodie", familyName: "Fern", email: "elodie@example.invalid", status: "archived" });
const sorrel = client({ givenName: "Sorrel", status: "inquiry" });
const all = [marigold, juniper, elodie, sorrel];

const names = (view: Partial<ClientsView>, more: Partial<Beside> = {}) =>
  clientsIn({ ...firstView, ...view }, all, { ...beside, ...more }).map(({ givenName }) => givenName);

test("clients stand by their names; the archived are out of the way until one asks for them, leads are elsewhere", () => {
  expect(names({})).toEqual(["Juniper", "Marigold"]);
  expect(names({ who: "archived" })).toEqual(["Élodie"]);
  expect(names({ who: "all" })).toEqual(["Élodie", "Juniper", "Marigold"]);
});

test("a client is found by any name, tag, address or number, without accents, in any order of words", () => {
  expect(names({ text: "thistle mari" })).toEqual(["Marigold"]);
  expect(names({ text: "SLEEP" })).toEqual(["Marigold"]);
  expect(names({ who: "all", text: "elodie f" })).toEqual(["Élodie"]);
  expect(names({ who: "all", text: "elodie@ex" })).toEqual(["Élodie"]);
  expect(names({ text: "20 7946-0111" })).toEqual(["Juniper"]);
  expect(names({ text: "020" })).toEqual([]);
});

test("clients can be narrowed to a tag, to who has not agreed to records, to who is under 18", () => {
  expect(names({ tag: "sleep" })).toEqual(["Marigold"]);
  expect(names({ withoutConsent: true }, { consenting: new Set(["Marigold"]) })).toEqual(["Juniper"]);
  expect(names({ minors: true })).toEqual(["Juniper"]);
  expect(isNarrowed({ ...firstView, order: "note", text: "a" })).toBe(false);
  expect(isNarrowed({ ...firstView, minors: true })).toBe(true);
});

test("clients can be ordered by last name, by when they were added, and by their newest note", () => {
  expect(names({ who: "all", order: "last" })).toEqual(["Juniper", "Élodie", "Marigold"]);
  expect(names({ who: "all", order: "added" })).toEqual(["Élodie", "Juniper", "Marigold"]);
  expect(
    names(
      { who: "all", order: "note" },
      {
        lastNotes: new Map([
          ["Marigold", 9],
          ["Juniper", 5],
        ]),
      },
    ),
  ).toEqual(["Marigold", "Juniper", "Élodie"]);
});

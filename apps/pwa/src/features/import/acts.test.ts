import { blankClient } from "@cliently/api/domain/client/blank";
import { anId } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { importActs } from "./acts.ts";
import type { Person } from "./reading/person.ts";

const how = { importId: anId(), fileName: "people.csv", newId: anId };

test("everybody is in one act, in their order, and no act holds more than fifty", () => {
  const people = Array.from({ length: 120 }, (_, index) => aPerson(`Marigold ${index}`));
  const acts = [...importActs(people, how)];
  expect(acts.map(({ args }) => args.clients.length)).toEqual([50, 50, 20]);
  const names = acts.flatMap(({ args }) => args.clients.map(({ fields }) => fields.givenName));
  expect(names).toEqual(people.map(({ fields }) => fields.givenName));
});

test("people with long notes come in smaller acts, and one alone however long theirs are", () => {
  const people = Array.from({ length: 6 }, () => aPerson("Marigold", "n".repeat(40_000)));
  expect([...importActs(people, how)].map(({ args }) => args.clients.length)).toEqual([2, 2, 2]);
  expect([...importActs([aPerson("Marigold", "n".repeat(200_000))], how)]).toHaveLength(1);
});

test("further contacts keep their order", () => {
  const contacts = ["a", "b", "c"].map((value) => ({ kind: "email" as const, label: "", value }));
  const ids = (ms: number) => anId(1_000 + ms);
  const [act] = importActs([{ ...aPerson("Marigold"), contacts }], { ...how, newId: ids });
  const held = Object.entries(act?.args.clients[0]?.contacts ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(held.map(([, contact]) => contact)).toEqual(contacts);
});

test("nobody makes no act", () => {
  expect([...importActs([], how)]).toEqual([]);
});

function aPerson(givenName: string, background = ""): Person {
  return { line: 1, fields: { ...blankClient, givenName, background }, tags: [], contacts: [], remarks: [] };
}

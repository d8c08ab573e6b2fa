import { expect, test } from "vitest";

import { find } from "./find.ts";

const named = (...names: string[]) => names.map((name) => ({ name }));
const names = (found: { name: string }[]) => found.map(({ name }) => name);

const people = named("José Peñaloza", "Josefine Grünwald", "Marigold Thistlewood", "Zoë Grünwald", "Åse Bjørnsen");

test("a name is found without its accents, by the beginnings of its words in any order", () => {
  expect(names(find(people, "penal"))).toEqual(["José Peñaloza"]);
  expect(names(find(people, "jose pen"))).toEqual(["José Peñaloza"]);
  expect(names(find(people, "bjorn ase"))).toEqual(["Åse Bjørnsen"]);
  expect(names(find(people, "GRUN z"))).toEqual(["Zoë Grünwald"]);
});

test("the middle of a word finds nothing", () => {
  expect(find(people, "wald")).toEqual([]);
});

test("one letter that is wrong, missing, too much or swapped is forgiven from four letters on", () => {
  for (const typed of ["marogold", "margold", "marrigold", "mairgold"])
    expect(names(find(people, typed))).toEqual(["Marigold Thistlewood"]);
  expect(find(people, "mor")).toEqual([]);
});

test("who fits exactly is not joined by those who fit almost", () => {
  expect(names(find(people, "josef"))).toEqual(["Josefine Grünwald"]);
});

test("the first word of a name comes before the others, and those before other words for it", () => {
  const places = [{ name: "Storage", keywords: "disk notes" }, { name: "New note" }, { name: "Notes" }];
  expect(names(find(places, "no"))).toEqual(["Notes", "New note", "Storage"]);
});

test("nothing typed finds nothing", () => {
  expect(find(people, "  ")).toEqual([]);
});

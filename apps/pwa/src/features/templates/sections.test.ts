import { FormSections, MOST_SECTIONS } from "@cliently/api/domain/note/form";
import fc from "fast-check";
import { expect, test } from "vitest";

import { added, givenSections, moved, renamed, without, type Sections } from "./sections.ts";

const [first, second, third] = [section("a"), section("b"), section("c")];
const three = [first, second, third];

test("a section is moved to where it is put, and nowhere beyond the ends", () => {
  expect(moved(three, "c", 0)).toEqual([third, first, second]);
  expect(moved(three, "a", 1)).toEqual([second, first, third]);
  expect(moved(three, "a", 3)).toBe(three);
  expect(moved(three, "z", 0)).toBe(three);
});

test("a template never asks for one thing twice, nor for nothing, nor for too much", () => {
  expect(added(three, second)).toBe(three);
  expect(without([first], "a")).toEqual([first]);
  const many = Array.from({ length: MOST_SECTIONS }, (_, place) => section(String(place)));
  expect(added(many, first)).toBe(many);
});

test("whatever is done to them in whatever order, the sections can be kept", () => {
  const place = fc.integer({ min: -1, max: 30 });
  const id = fc.constantFrom("a", "b", "c", "d", "plan");
  const act = fc.oneof(
    id.map((each) => (all: Sections) => added(all, section(each))),
    id.map((each) => (all: Sections) => without(all, each)),
    id.map((each) => (all: Sections) => renamed(all, each, "Other words")),
    fc.tuple(id, place).map(
      ([each, to]) =>
        (all: Sections) =>
          moved(all, each, to),
    ),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const after = acts.reduce<Sections>((all, each) => each(all), three);
      expect(FormSections.safeParse(after).success).toBe(true);
    }),
  );
});

test("what is private by nature is not offered to a template that is not", () => {
  expect(givenSections.map(({ id }) => id)).not.toContain("private");
  expect(givenSections.find(({ id }) => id === "plan")?.of).toBe("SOAP, DAP, BIRP, GIRP, PIRP");
});

function section(id: string): { id: string; name: string } {
  return { id, name: id.toUpperCase() };
}

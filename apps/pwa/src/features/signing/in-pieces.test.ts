import { Addendum } from "@cliently/api/domain/note/addendum";
import fc from "fast-check";
import { expect, test } from "vitest";

import { inPieces } from "./in-pieces.ts";

test("late words without a line break become as few addenda as hold them", () => {
  expect(inPieces("x".repeat(19_500)).map(({ length }) => length)).toEqual([19_000, 500]);
  expect(inPieces("")).toEqual([]);
});

test("they are cut after a line where there is one", () => {
  const lines = ["a".repeat(12_000), "b".repeat(12_000), "c"];
  expect(inPieces(lines.join("\n"))).toEqual([`${lines[0]}\n`, `${lines[1]}\nc`]);
});

test("whatever was written, every piece can be kept, and together they are all of it", () => {
  const unit = fc.constantFrom("a", "\n", "🌻", "é", " ".repeat(7));
  fc.assert(
    fc.property(fc.array(fc.tuple(unit, fc.nat(12_000)), { maxLength: 8 }), (runs) => {
      const text = runs.map(([one, times]) => one.repeat(times)).join("");
      const pieces = inPieces(text);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces) expect(Addendum.shape.text.min(1).safeParse(piece).success).toBe(true);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";

import { shown } from "../../../testing/shown.ts";
import { fromText } from "./from-text.ts";

const read = (text: string) => shown(fromText(text));

test("Markdown becomes what it means", () => {
  expect(
    read(
      "# Intake\n\nSlept **better**, _worried_ ***less***.\n\n### Next\n- Walk\n  - Before dinner\n* Call\n\n1. First\n2. Second\n\n- [ ] Send the sheet\n- [x] Book a room\n\n| Week | Mood |\n|---|---|\n| 1 | 4 |\n\n[the sheet](https://example.invalid/a) and [example.invalid](https://example.invalid)",
    ),
  ).toEqual([
    "## Intake",
    "Slept **better**, _worried_ **_less_**.",
    "### Next",
    "- Walk",
    "  - Before dinner",
    "- Call",
    "1. First",
    "2. Second",
    "[ ] Send the sheet",
    "[x] Book a room",
    "Week · Mood",
    "1 · 4",
    "the sheet (https://example.invalid/a) and example.invalid",
  ]);
});

test("other text keeps its lines, also the empty ones between them", () => {
  expect(read("Dear Ada,\r\n\r\n  see you on Monday.\r\nJuniper\r\n")).toEqual([
    "Dear Ada,",
    "",
    "  see you on Monday.",
    "Juniper",
  ]);
});

test("signs that are no Markdown stay", () => {
  for (const line of [
    "5*3*2 = 30",
    "snake_case_word",
    "-5 degrees",
    "#hashtag",
    "a * b * c",
    "10. May was good",
    "[mother](son)",
  ])
    expect(read(line)).toEqual([line]);
});

test("a list that counts on keeps its numbers", () => {
  expect(read("3. c\n4. d\n\n7. lone")).toEqual(["3. c", "4. d", "7. lone"]);
  expect(fromText("3. c\n4. d\n\n7. lone").map(({ type }) => type)).toEqual(["orderedList", "paragraph"]);
});

test("no text loses a word on its way, whatever stands around it", () => {
  const part = fc.constantFrom(
    "*",
    "**",
    "_",
    "- ",
    "# ",
    "1. ",
    "7) ",
    "[x] ",
    "\n",
    "\n\n",
    " ",
    "\t",
    "|",
    "---",
    "word",
    "w0rt",
    "(",
    ")",
    "[",
    "]",
    "\\",
    "•",
    "\u00a0",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const words = (text: string) => text.match(/word|w0rt/g) ?? [];
      expect(words(read(parts.join("")).join("\n"))).toEqual(words(parts.join("")));
    }),
    { numRuns: 2_000 },
  );
  for (const sign of ["*a ", "**", "_a_ ", "- \n", "1. a\n", "[a", "|-", "  - a\n", "# ", " #"])
    fromText(sign.repeat(60_000));
});

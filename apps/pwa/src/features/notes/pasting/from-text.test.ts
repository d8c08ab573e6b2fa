import fc from "fast-check";
import { expect, test } from "vitest";

import { growsEvenly } from "../../../testing/growth.ts";
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
    "| - |",
  ])
    expect(fromText(line)).toEqual([{ type: "paragraph", content: [{ type: "text", text: line }] }]);
});

test("a plus and a minus before lines are better and worse, and so may be other marks side by side", () => {
  for (const text of [
    "+ mood\n- appetite\n+ sleep",
    "+ mood\n+ sleep",
    "* mood\n- appetite",
    "Week 3\n- [x] walk\n+ sleep",
  ]) {
    expect(read(text)).toEqual(text.split("\n"));
    expect(fromText(text).every(({ type }) => type === "paragraph")).toBe(true);
  }
  expect(read("**Mood**\n+ sleep\n- appetite")).toEqual(["**Mood**", "+ sleep", "- appetite"]);
  expect(read("- Walk\n  * Before dinner\n- Call").slice(1)).toEqual(["  - Before dinner", "- Call"]);
});

test("dashes are a rule only under the heading of a table, or across the page", () => {
  expect(read("**Pain**\n\n| Mon | Tue |\n|:--|---:|\n| - | 4 |\n| -- | -- |\n\n---\n\n| - |")).toEqual([
    "**Pain**",
    "Mon · Tue",
    "- · 4",
    "-- · --",
    "-",
  ]);
});

test("a backslash stays, unless the text is Markdown and it is no path", () => {
  expect(read("- C:\\_x\n- a\\_b")).toEqual(["- C:\\_x", "- a\\_b"]);
  expect(read("**Files**\n- C:\\_x\n- \\\\server\\_x\n- old\\notes\\_x\n- a\\_b")).toEqual([
    "**Files**",
    "- C:\\_x",
    "- \\\\server\\_x",
    "- old\\notes\\_x",
    "- a_b",
  ]);
});

test("characters that turn the direction of text do not come in", () => {
  expect(read("a\u202eb\u202cc\u2066d\r\ne")).toEqual(["abcd", "e"]);
});

test("whatever ends a line somewhere ends it here, and joins no words", () => {
  expect(read("one\vtwo\fthree\u2028four\u2029five\u0085six\rseven\r\neight")).toEqual(
    "one two three four five six seven eight".split(" "),
  );
  expect(read("- one\vtwo")).toEqual(["- one", "two"]);
});

test("lists go no more than eight deep, and keep their words", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `${"  ".repeat(at)}- word ${at}`);
  const said = shown(fromText(lines.join("\n")));
  expect(said.map((line) => line.trim().slice(2))).toEqual(lines.map((line) => line.trim().slice(2)));
  expect(JSON.stringify(fromText(lines.join("\n"))).split("bulletList")).toHaveLength(1 + 8);
});

test("a list that counts on keeps its numbers", () => {
  expect(read("3. c\n4. d\n\n7. lone")).toEqual(["3. c", "4. d", "7. lone"]);
  expect(fromText("3. c\n4. d\n\n7. lone").map(({ type }) => type)).toEqual(["orderedList", "paragraph"]);
});

test("a numbered list begins where it says, with nothing too", () => {
  expect(read("0. a\n1. b")).toEqual(["0. a", "1. b"]);
  expect(read("5. a\n6. b\n\nthen\n\n7. c\n8. d")).toEqual(["5. a", "6. b", "then", "7. c", "8. d"]);
  expect(read("0. a\n\n0. b")).toEqual(["0. a", "", "0. b"]);
  expect(read("1. a\n1. b\n1. c"), "only the first number counts").toEqual(["1. a", "2. b", "3. c"]);
});

test("the signs that close a heading are none of its words, as CommonMark has it; others are", () => {
  expect(read("# Client #\n## Client\t## \n# Client \\#\n# C#\n# #1\n# Client # 1")).toEqual([
    "## Client",
    "## Client",
    "## Client #",
    "## C#",
    "## #1",
    "## Client # 1",
  ]);
});

test("an empty cell keeps its place between others, and a stroke that is meant stays one", () => {
  expect(read("# Week\n| | Mon | Tue |\n|---|---|---|\n| Sleep | | 6 |\n| a \\| b | **c** | |\n| | | |")).toEqual([
    "## Week",
    "· Mon · Tue",
    "Sleep · · 6",
    "a | b · **c**",
    "",
  ]);
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
});

test.each([
  "*a ",
  "**",
  "_a_ ",
  "- \n",
  "1. a\n",
  "[a",
  "|-",
  "  - a\n",
  "# ",
  " #",
  "* a\n- a\n",
  "| a |\n",
  "\\",
  "# #",
  "#",
  "| |",
  "\\|",
])("%j over and over, and then words: they are kept, and it takes no longer than there is to read", (sign) => {
  const text = (times: number) => `${sign.repeat(times)}\nthe words`;
  expect(read(text(1_000)).at(-1)).toContain("the words");
  expect(growsEvenly(32_000, (times) => fromText(text(times)))).toBe(true);
});

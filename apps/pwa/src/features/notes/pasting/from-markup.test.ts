import fc from "fast-check";
import { expect, test } from "vitest";

import { shown } from "../../../testing/shown.ts";
import { docs, gmail, mail, sheet, word, wordOnline } from "../../../testing/clipboards.ts";
import { hostile } from "../../../testing/hostile-markup.ts";
import { fromMarkup } from "./from-markup.ts";

const read = (html: string) => shown(fromMarkup(html));

test("what comes from Word has its headings, its lists and its words, and nothing of Word", () => {
  expect(read(word)).toEqual([
    "## Session plan",
    "Slept **better** since the _walk_ became a habit.",
    "- Walk twice a week",
    "  - Before dinner",
    "- Call Juniper",
    "1. First this",
    "2. Then that",
    "Mood · 6 of 10",
    "Sleep · better & longer",
  ]);
});

test("lists of Word on the web come together again", () => {
  expect(read(wordOnline)).toEqual(["- Breathe", "  - Slowly", "- Rest"]);
});

test("what comes from Google Docs is bold only where it is, and its lists are nested", () => {
  expect(read(docs)).toEqual([
    "## Intake",
    "Plain, **heavy** and _leaning_.",
    "- One",
    "  - Deeper",
    "- Two",
    "[x] Done",
    "[ ] To do",
  ]);
});

test("a mail keeps its lines and says where its links lead", () => {
  expect(read(gmail)).toEqual([
    "Dear Ada,",
    "see the sheet (https://example.invalid/sheet) and example.invalid.",
    "Juniper",
  ]);
  expect(read(mail)).toEqual(["Hello", "A line in a table for the look"]);
});

test("cells of a sheet become lines", () => {
  expect(read(sheet)).toEqual(["Week · Mood · Sleep", "1 · 4 · 6"]);
});

test("what the editor itself copied comes back as it was", () => {
  expect(
    read(
      '<meta charset="utf-8"><h3 data-pm-slice="1 1 []">Plan</h3><ul data-type="taskList"><li data-checked="true" data-type="taskItem"><label><input type="checkbox" checked="checked"><span></span></label><div><p>Call <strong>now</strong></p></div></li></ul><ol start="3"><li><p>Third</p></li></ol><p>a<br>b</p>',
    ),
  ).toEqual(["### Plan", "[x] Call **now**", "3. Third", "a⏎b"]);
});

test("text that keeps its spaces keeps its lines", () => {
  expect(read("<pre>one\n  two\n</pre>")).toEqual(["one", "  two"]);
  expect(read("<p>one\n two&nbsp;&nbsp; three</p>")).toEqual(["one two three"]);
});

test.each(hostile)("nothing of %j but its words gets in", (html) => {
  const words = read(html).join("\n");
  expect(words).not.toMatch(/alert\(|onerror|onload|javascript:|<script/i);
  expect(words).toContain("kept");
});

test("whatever markup is thrown at it, every word that a browser would show is kept, and no other", () => {
  fc.assert(
    fc.property(markup(), ({ html, words }) => {
      const text = read(html).join(" ");
      expect(text.match(/w\d+w/g) ?? []).toEqual(words);
    }),
    { numRuns: 400 },
  );
});

test("any text at all is read to its end, quickly", () => {
  const parts = fc.constantFrom(
    "<",
    ">",
    "</",
    "<p",
    "<b>",
    "<!--",
    "-->",
    "&",
    "&amp;",
    '"',
    "'",
    "=",
    " ",
    "x",
    "<li>",
    "<td>",
    "<svg>",
    "<script>",
    "</script>",
    "<constructor>",
    "\u0000",
    "\ud800",
    "/>",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 60 }), (some) => Array.isArray(fromMarkup(some.join("")))),
    { numRuns: 1_000 },
  );
  for (const part of [
    "<b>",
    "<div>",
    "<ul><li>",
    "</i>",
    "<a b=",
    "<a '",
    "<!--",
    "<svg>",
    "&#",
    "<table><tr><td>",
    "<p>x",
  ])
    expect(fromMarkup(part.repeat(50_000))).toBeInstanceOf(Array);
});

/** Markup whose words are numbered, with what a browser would show of them in order. */
function markup(): fc.Arbitrary<{ html: string; words: string[] }> {
  type Node = { tag: string; children: Node[] } | "word" | "unseen";
  const tags = [
    "p",
    "div",
    "b",
    "em",
    "span",
    "ul",
    "ol",
    "li",
    "h1",
    "h4",
    "table",
    "tr",
    "td",
    "blockquote",
    "a",
    "section",
    "font",
    "o:p",
    "center",
  ];
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom("word" as const, "unseen" as const),
      fc.record({ tag: fc.constantFrom(...tags), children: fc.array(tie("node"), { maxLength: 4 }) }),
    ),
  }));
  return fc.tuple(fc.array(node, { maxLength: 6 }), fc.boolean()).map(([nodes, isOpen]) => {
    const words: string[] = [];
    const write = (each: Node): string => {
      if (each === "unseen") return "<script>w0w</script><style>w0w</style><!-- w0w --><p hidden>w0w</p>";
      if (each === "word") {
        words.push(`w${words.length + 1}w`);
        return `${words.at(-1)} `;
      }
      const inner = each.children.map(write).join("");
      // A browser knows where most of these end by itself.
      const isLeftOpen = isOpen && ["p", "li", "td", "tr"].includes(each.tag);
      return `<${each.tag} onclick="alert(1)" style="color:red">${inner}${isLeftOpen ? "" : `</${each.tag}>`}`;
    };
    return { html: nodes.map(write).join(""), words: words.slice() };
  });
}

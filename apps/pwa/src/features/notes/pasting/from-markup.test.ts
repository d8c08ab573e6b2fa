import fc from "fast-check";
import { expect, test } from "vitest";

import { copiedPage } from "../../../testing/copied-page.ts";
import { growsEvenly } from "../../../testing/growth.ts";
import { shown } from "../../../testing/shown.ts";
import {
  appleNotes,
  docs,
  docsNumbers,
  gmail,
  mail,
  notion,
  outlook,
  sheet,
  word,
  wordOnline,
  wordOnlineNumbers,
} from "../../../testing/clipboards.ts";
import { hostile } from "../../../testing/hostile-markup.ts";
import { fromMarkup } from "./from-markup.ts";
import type { Block, Item } from "./pieces.ts";

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

test("what comes from Notion, Apple Notes and Outlook has its lists, its numbers and its words", () => {
  expect(read(notion)).toEqual([
    "## Session",
    "Slept **better**",
    "- Walk",
    "  - Before dinner",
    "- [x] Book a room",
    "4. Four",
    "5. Five",
    "She came early",
    "💡 Ask again",
    "More",
    "inside",
    "where E=(a+b^2)/2 holds",
  ]);
  expect(read(appleNotes)).toEqual(["**Plan**", "- Walk", "  - Before dinner", "Call Juniper", "Sleep · · 6"]);
  expect(read(outlook)).toEqual([
    "Dear Ada,",
    "1. First",
    "2. Second",
    "and, on Monday,",
    "3. Third",
    "Juniper",
    "The practice",
    "**From:** Ada <ada@example.invalid>⏎**Sent:** Monday",
  ]);
});

test("a list keeps the numbers that were seen, wherever it begins and whatever its items say", () => {
  expect(read("<ol start=0><li>a<li>b</ol>")).toEqual(["0. a", "1. b"]);
  expect(read("<ol start=-1><li>a<li>b<li>c</ol>")).toEqual(["-1. a", "0. b", "1. c"]);
  expect(read("<ol><li>a<li value=5>b<li>c<li value=x>d</ol>")).toEqual(["1. a", "5. b", "6. c", "7. d"]);
  expect(read("<ol reversed><li>a<li>b</ol>")).toEqual(["2. a", "1. b"]);
  expect(read("<ol><li>a<li><li>c<li hidden>w<li>d</ol>")).toEqual(["1. a", "3. c", "4. d"]);
  expect(read("<ol start='7th'><li>a</ol><ol start=99999999999><li>b</ol>")).toEqual(["7. a", "1. b"]);
  expect(read("<ol start=3><li>a<ol start=2><li>b</ol><li>c</ol>")).toEqual(["3. a", "  2. b", "4. c"]);
  expect(read(docsNumbers).slice(0, 3)).toEqual(["5. Five", "  1. Below", "6. Six"]);
  expect(read(wordOnlineNumbers)).toEqual(["1. Step 1", "2. Step 2", "7. Step 7"]);
  const line = (mark: string) =>
    `<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${mark}</span>Walk</p>`;
  expect(read(["4.", "5.", "8.", "0."].map(line).join(""))).toEqual(["4. Walk", "5. Walk", "8. Walk", "0. Walk"]);
});

test("an empty cell keeps its place between others", () => {
  expect(read("<table><tr><td><td>Mon<td>Tue<tr><td>Sleep<td> <td>6<tr><td>Mood<td>4<td></table>")).toEqual([
    "· Mon · Tue",
    "Sleep · · 6",
    "Mood · 4",
  ]);
  expect(read(docsNumbers).slice(3)).toEqual(["· Mon · Tue", "Mood · · 6"]);
});

test("a formula is written on one line, once, however many ways it is there", () => {
  const formula = (inner: string) => read(`<p>so <math>${inner}</math> it is</p>`);
  expect(formula("<mi>x</mi> <mo>=</mo> <msqrt><mi>y</mi><mo>+</mo><mn>1</mn></msqrt>")).toEqual(["so x=√(y+1) it is"]);
  expect(formula("<msubsup><mi>a</mi><mi>i</mi><mn>12</mn></msubsup><mroot><mi>x</mi><mn>3</mn></mroot>")).toEqual([
    "so a_i^12x^(1/3) it is",
  ]);
  expect(
    formula("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi><mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced>"),
  ).toEqual(["so sin x[a, b] it is"]);
  expect(
    formula("<semantics><mi>x</mi><annotation>x</annotation><annotation-xml>x</annotation-xml></semantics>"),
  ).toEqual(["so x it is"]);
  expect(formula("<semantics><annotation encoding='application/x-tex'>x^2</annotation></semantics>")).toEqual([
    "so x^2 it is",
  ]);
  expect(formula("<mtext>if <b>not</b></mtext>")).toEqual(["so if **not** it is"]);
  expect(formula("<mi>x</mi><script>w</script><style>w</style><mi hidden>w</mi><mphantom>w</mphantom>")).toEqual([
    "so x it is",
  ]);
  expect(read("<p>a<math display=block><mi>x</mi></math>b")).toEqual(["a", "x", "b"]);
});

test("the words that a drawing shows are kept, and not those that it only has", () => {
  expect(
    read(
      "<p>a <svg><title>icon</title><desc>icon</desc><style>b{}</style><defs><text>no</text></defs><g><text>Mood<title>tip</title></text><text><tspan x=0>per</tspan><tspan x=0 dy=9>week</tspan></text></g></svg> b</p>",
    ),
  ).toEqual(["a Mood per week b"]);
  expect(read("<svg><foreignObject><div>in it</div></foreignObject></svg>")).toEqual(["in it"]);
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

test("every sign that a copied page shows is in the note, in its order", () => {
  fc.assert(
    fc.property(copiedPage(), ({ html, text }) => {
      const said = signs(textIn(fromMarkup(html)));
      // Between them may stand what the note puts there itself: ~~, ^, a middle dot, where a link leads.
      let at = -1;
      const missing = signs(text).filter((sign) => {
        const place = said.indexOf(sign, at + 1);
        if (place >= 0) at = place;
        return place < 0;
      });
      expect(missing).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("any text at all is read to its end", () => {
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
    fc.property(fc.array(parts, { maxLength: 60 }), (some) => {
      expect(fromMarkup(some.join(""))).toBeInstanceOf(Array);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["<b>", ""],
  ["<div>", ""],
  ["<ul><li>", ""],
  ["</i>", ""],
  ["<a b=", ">"],
  ["<a '", ">"],
  ["<!--", "-->"],
  ["<svg>", "<p>"],
  ["<svg><title>", "<p>"],
  ["<svg><text>x", "<p>"],
  ["<math><msup><mi>x</mi>", "<p>"],
  ["<math><mfrac>", "<p>"],
  ["<math><semantics><annotation>x", "<p>"],
  ["<ol><li value=3>x", "<p>"],
  ["<li value=3>x", "<p>"],
  ["<title>", "</title>"],
  ["&#", " "],
  ["<table><tr><td>", ""],
  ["<tr><td>x<td>y", ""],
  ["<p>x", "<p>"],
  ["<br>", ""],
  ["<s>x <br>", "<p>"],
  ["x<sup>2</sup>", "<p>"],
  ["<a href=https://example.invalid>x</a>", "<p>"],
  ["<li data-aria-level=2>x", "<p>"],
  ["<p style='mso-list:l0 level1 lfo1'>x", "<p>"],
  ["<div style='mso-list:l0 level1 lfo1'><i> </i>", "<p>"],
])("%j over and over, and then words: they are kept, and it takes no longer than there is to read", (part, end) => {
  const markup = (times: number) => `${part.repeat(times)}${end}the words`;
  expect(read(markup(1_000)).join("\n")).toContain("the words");
  expect(growsEvenly(32_000, (times) => fromMarkup(markup(times)))).toBe(true);
});

test("more lines and lists than a call can be given are read", () => {
  const [bullet, other] = ["lfo1", "lfo2"].map((list) => `<p style='mso-list:l0 level1 ${list}'>x</p>`);
  expect(fromMarkup(`<table><tr><td>${"<p>x</p>".repeat(200_000)}`)).toHaveLength(200_000);
  expect(fromMarkup(`${bullet}${other}`.repeat(100_000))).toHaveLength(200_000);
});

test("what was struck never reads as said", () => {
  for (const struck of [
    "<s>not</s>",
    "<strike>not</strike>",
    "<del>not</del>",
    "<del cite='mailto:Ada' datetime='2026-01-01'><span>no</span></del><s>t</s>",
    "<span class=msoDel>not</span>",
    "<span style='text-decoration: underline line-through'>not</span>",
    "<span style='text-decoration-line:line-through'><span style='text-decoration:none'>not</span></span>",
  ])
    expect(read(`<p>She is ${struck} suicidal.</p>`)).toEqual(["She is ~~not~~ suicidal."]);
  expect(read("<p>She is<s> <b>not</b> </s>suicidal.</p>")).toEqual(["She is **~~not~~** suicidal."]);
  expect(read("<del><p>One<br>two</p><ul><li>three</ul></del><p>four")).toEqual([
    "~~One~~⏎~~two~~",
    "- ~~three~~",
    "four",
  ]);
  expect(read("<table><tr><td>Mood<td><s>6</s> 4</table>")).toEqual(["Mood · ~~6~~ 4"]);
  expect(read("<p>a <s> </s>b</p>")).toEqual(["a b"]);
});

test("what stands higher or lower is no number of its own", () => {
  expect(read("<p>x<sup>2</sup> and H<sub>2</sub>O, 10<sup>th</sup>, <s>m<sup>2</sup></s></p>")).toEqual([
    "x^2 and H_2O, 10th, ~~m^2~~",
  ]);
  expect(read("<p>10<span style='vertical-align:super'>-3</span></p>")).toEqual(["10^-3"]);
  expect(read("<table><tr><td style='vertical-align:sub'>a<td>b</table>")).toEqual(["a · b"]);
});

test("a picture that stands for a sign is kept as the sign; what others show is no word of the note", () => {
  expect(read('<p>Well <img class="emoji" alt="🙂"> today <img alt=":sun:"><img alt="checked"></p>')).toEqual([
    "Well 🙂 today :sun:",
  ]);
});

test("a check keeps its mark where there can be no list", () => {
  expect(read("<table><tr><td>Mon<td><ul><li data-checked=true>slept<li data-checked=false>ate</ul></table>")).toEqual([
    "Mon · [x] slept [ ] ate",
  ]);
  expect(read("<table><tr><td>Mon<td><input type=checkbox checked> slept</table>")).toEqual(["Mon · [x] slept"]);
  expect(read("<p><input type=checkbox> slept</p>")).toEqual(["[ ] slept"]);
});

test.each([
  ["plain lists", "<ul><li>x".repeat(20_000)],
  [
    "levels with fractions",
    Array.from({ length: 20_000 }, (_, at) => `<li data-aria-level=${1 + at / 1e5}>x`).join(""),
  ],
  ["levels beyond all", Array.from({ length: 20_000 }, (_, at) => `<li data-aria-level=${at}>x`).join("")],
  ["levels in lists", "<ul><li data-aria-level=1>x<li data-aria-level=8>x".repeat(5_000)],
  [
    "lists beside the items of such lists",
    "<ul>".concat(...Array.from({ length: 8 }, (_, at) => `<li data-aria-level=${at + 1}>x</li>`)).repeat(2_000),
  ],
  ["lines of Word's in one another", "<div style='mso-list:l0 level1 lfo1'>x".repeat(20_000)],
])("%s make no more than eight lists in one another, and keep their words", (_, items) => {
  const blocks = fromMarkup(`<ul>${items}<li>the words</ul>`);
  expect(depthOf(blocks)).toBeLessThanOrEqual(8);
  expect(JSON.stringify(blocks).match(/"(x|the words)"/g)).toHaveLength(items.split(">x").length);
});

test("items keep their order, whether they say how deep they are or not", () => {
  expect(read("<ul><li>one<li data-aria-level=1>two<ul><li>below</ul><li>three</ul>")).toEqual([
    "- one",
    "- two",
    "  - below",
    "- three",
  ]);
  expect(read("<ol start=3><li data-aria-level=1>three<li>four</ol>")).toEqual(["3. three", "4. four"]);
});

test("only what stands before a line's words is Word's mark for it", () => {
  const mark = (words: string) => `<span style='mso-list:Ignore'>${words}</span>`;
  const line = (words: string) => `<p style='mso-list:l0 level1 lfo1'>${words}</p>`;
  expect(read(line(`${mark("3.")}Walk ${mark("slowly")}`))).toEqual(["3. Walk slowly"]);
  expect(read(line(`${mark("1.2.")}Walk`))).toEqual(["2. Walk"]);
  for (const bullet of ["o", "·", "§", "-", "iv)", "(a)", "bb.", "7"])
    expect(read(line(`${mark(bullet)}Walk`)).join()).toMatch(/^(-|\d\.) Walk$/);
  for (const said of ["Goal 1:", "Article I.", "①", "yes.", "No"])
    expect(read(line(`${mark(said)} Walk`))).toEqual([`- ${said} Walk`]);
  expect(read(line(`${mark("She said that she would come again on Monday")}, and did`))).toEqual([
    "- She said that she would come again on Monday, and did",
  ]);
});

test("a picture that is never ended takes no words with it", () => {
  expect(read("<svg><title>icon<p>kept")).toEqual(["kept"]);
  expect(read("<svg><style>a{}<b>kept</b> too")).toEqual(["**kept** too"]);
  expect(read("<p>before <svg><title>icon</svg>after")).toEqual(["before after"]);
});

test("characters that turn the direction of text do not come in", () => {
  expect(read("<p>a\u202eb\u061c\u202cc&#x2067;d\u2069\u200f</p>")).toEqual(["abcd"]);
  expect(read("<a href='https://example.invalid/&#x202e;a\u2066'>b</a>")).toEqual(["b (https://example.invalid/a)"]);
});

/** So many lists are in one another. */
function depthOf(blocks: Block[]): number {
  return blocks.reduce((deepest, block) => {
    if (block.type === "paragraph" || block.type === "heading") return deepest;
    return Math.max(deepest, 1 + depthOf(block.content.flatMap(({ content }) => content)));
  }, 0);
}

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

function textIn(blocks: (Block | Item)[]): string {
  return blocks
    .map((block) =>
      block.type === "paragraph" || block.type === "heading"
        ? (block.content ?? []).map((piece) => (piece.type === "text" ? piece.text : "")).join("")
        : textIn(block.content),
    )
    .join("");
}

/** The characters that somebody sees. */
function signs(text: string): string[] {
  return [...text.replaceAll(/[\s\p{Cc}\p{Cf}]/gu, "")];
}

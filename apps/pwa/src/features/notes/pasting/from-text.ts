import {
  addressAfter,
  cleaned,
  folded,
  heading,
  inRow,
  paragraph,
  words,
  type Block,
  type Inline,
  type ListLine,
  type Mark,
} from "./pieces.ts";

/**
 * What plain text becomes: its lines, a paragraph each. When it is Markdown, headings, lists, checks, bold and italic
 * become what they mean; whatever else Markdown knows stays as it was written.
 */
export function fromText(text: string): Block[] {
  const lines = cleaned(text).replace(/^\n+/, "").trimEnd().split("\n");
  // A list alone says nothing of how the rest is written.
  const isWritten = lines.some((line) => HEADING.test(line) || hasMarks(line));
  const read = numbersHeld(lines.map(haveOwnMeaning(lines, isWritten) ? withoutBullet : readLine));
  const isMarkdown = isWritten || read.some(({ kind }) => kind !== "text");
  if (!isMarkdown) return lines.map((line) => paragraph(words(line)));
  return folded(
    read.flatMap((line, place): (Block | ListLine)[] => {
      if (line.kind === "heading") return [heading(line.level, inlineOf(line.text, isWritten))];
      if (line.kind === "text")
        return line.text.trim() && !isRule(lines, place) ? [paragraph(rowOf(line.text, isWritten))] : [];
      const { list, indent, checked, text: said } = line;
      const run =
        line.list === "orderedList"
          ? { id: String(line.run), ...(line.isFirst ? { start: line.number } : {}) }
          : { id: "" };
      return [
        { type: "line", list, level: indent + 1, ...run, checked, content: [paragraph(inlineOf(said, isWritten))] },
      ];
    }),
  );
}

type Line =
  | { kind: "text"; text: string }
  | { kind: "heading"; level: 2 | 3; text: string }
  | { kind: "item"; list: "bulletList" | "taskList"; indent: number; checked: boolean; text: string }
  | NumberedLine;
type NumberedLine = {
  kind: "item";
  list: "orderedList";
  indent: number;
  number: number;
  run: number;
  /** Only the first number counts, as in CommonMark. */
  isFirst: boolean;
  checked: false;
  text: string;
  whole: string;
};

const HEADING = /^ {0,3}(#{1,6})[ \t]+(?=\S)/;
const BULLET = /^([ \t]*)([-*•])[ \t]+(?=\S)/;
const PLUS = /^[ \t]*\+[ \t]+(?=\S)/;
const NUMBER = /^([ \t]*)(\d{1,3})[.)][ \t]+(?=\S)/;
const CHECK = /^\[([ xX])\][ \t]+(?=\S)/;

/**
 * Whether the marks before lines are words: better or worse is a plus or a minus. So are different ones side by side,
 * where nothing else is Markdown.
 */
function haveOwnMeaning(lines: string[], isWritten: boolean): boolean {
  if (lines.some((line) => PLUS.test(line))) return true;
  const marks = new Map<number, string>();
  return lines.some((line) => {
    const [, indent, mark = ""] = BULLET.exec(line) ?? [];
    if (!mark || isWritten) return false;
    const depth = depthOf(indent);
    const isOther = (marks.get(depth) ?? mark) !== mark;
    marks.set(depth, mark);
    return isOther;
  });
}

function withoutBullet(line: string): Line {
  return BULLET.test(line) ? { kind: "text", text: line } : readLine(line);
}

function readLine(line: string): Line {
  const heading = HEADING.exec(line);
  if (heading) {
    const text = withoutClosing(line.slice(heading[0].length));
    return { kind: "heading", level: (heading[1]?.length ?? 0) > 2 ? 3 : 2, text };
  }
  const bullet = BULLET.exec(line);
  if (bullet) {
    const text = line.slice(bullet[0].length);
    const check = CHECK.exec(text);
    const indent = depthOf(bullet[1]);
    if (!check) return { kind: "item", list: "bulletList", indent, checked: false, text };
    return { kind: "item", list: "taskList", indent, checked: check[1] !== " ", text: text.slice(check[0].length) };
  }
  const number = NUMBER.exec(line);
  if (!number) return { kind: "text", text: line };
  const text = line.slice(number[0].length);
  return {
    kind: "item",
    list: "orderedList",
    indent: depthOf(number[1]),
    number: Number(number[2]),
    run: 0,
    isFirst: true,
    checked: false,
    text,
    whole: line,
  };
}

/** CommonMark closes a heading with such signs too, behind a space; of one that is meant it asks for a backslash. */
function withoutClosing(heading: string): string {
  const text = heading.trimEnd();
  let end = text.length;
  while (text[end - 1] === "#") end--;
  return /[ \t]/.test(text[end - 1] ?? "") ? text.slice(0, end).trimEnd() : text;
}

function depthOf(indent = ""): number {
  return Math.floor(indent.replaceAll("\t", "    ").length / 2);
}

/** Only what counts on is a numbered list: a line that begins with the tenth of May keeps its ten. */
function numbersHeld(lines: Line[]): Line[] {
  let run = 0;
  const before = new Map<number, NumberedLine>();
  const sizes = new Map<number, number>();
  const counted = lines.map((line): Line => {
    if (line.kind !== "item") {
      if (line.kind === "heading" || line.text.trim()) before.clear();
      return line;
    }
    for (const indent of before.keys()) if (indent > line.indent) before.delete(indent);
    const last = before.get(line.indent);
    before.delete(line.indent);
    if (line.list !== "orderedList") return line;
    const isNext = last !== undefined && countsOn(last, line);
    const held = { ...line, run: isNext ? last.run : ++run, isFirst: !isNext };
    before.set(line.indent, held);
    sizes.set(held.run, (sizes.get(held.run) ?? 0) + 1);
    return held;
  });
  return counted.map((line) => {
    const isAlone = "run" in line && line.number !== 1 && sizes.get(line.run) === 1;
    return isAlone ? { kind: "text", text: line.whole } : line;
  });
}

function countsOn(before: NumberedLine, line: NumberedLine): boolean {
  return line.number === before.number + 1 || (line.number === 1 && before.number === 1);
}

/** Whether a line is one across the page, or the one under the heading of a table. */
function isRule(lines: string[], place: number): boolean {
  const line = lines[place] ?? "";
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return true;
  const [above = "", before = ""] = [lines[place - 1], lines[place - 2]];
  const cells = cellsOf(line);
  const isHead = isRow(above) && !isRow(before) && cellsOf(above).length === cells.length;
  return isRow(line) && isHead && cells.every((cell) => /^:?-{2,}:?$/.test(cell));
}

function isRow(line: string): boolean {
  return line.includes("|");
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|")); // one that is meant as a sign
}

/** A line that is no heading and no item; a row of a table has a dot between its cells. */
function rowOf(line: string, isWritten: boolean): Inline[] {
  if (!/^\s*\|.*\|\s*$/.test(line)) return inlineOf(line, isWritten);
  return inRow(cellsOf(line).map((cell) => inlineOf(cell, isWritten)));
}

/** Where bold or italic may begin, and where it may end. */
const BEGINS = /(?<![\p{L}\p{N}\\*_])(\*{1,3}|_{1,3})(?=[^\s*_])/gu;
const ENDS: Record<string, RegExp> = Object.fromEntries(
  ["*", "**", "***", "_", "__", "___"].map((sign) => [
    sign,
    new RegExp(`(?<=[^\\s\\\\])${sign.replaceAll("*", "\\*")}(?![\\p{L}\\p{N}*_])`, "gu"),
  ]),
);
/** How long it may be, in characters. */
const LONGEST_EMPHASIS = 600;
const LINK = /\[([^[\]]{1,600})\]\(((?:https?:\/\/|mailto:|tel:)[^()\s]{1,2000})\)/g;

function hasMarks(line: string): boolean {
  return line.search(LINK) >= 0 || inlineOf(line, false).some((piece) => "marks" in piece);
}

/** `isWritten`: it is Markdown by more than its lists, so that a sign after a backslash is meant as that sign. */
function inlineOf(line: string, isWritten: boolean): Inline[] {
  const isPath = /\b[a-z]:\\|\\\\|\\[\p{L}\p{N}]/iu.test(line);
  return emphasised(
    line.replaceAll(LINK, (_, said: string, href: string) => said + addressAfter(said, href)),
    [],
    isWritten && !isPath ? unescaped : (text) => text,
  );
}

function emphasised(line: string, marks: readonly Mark[], meant: (text: string) => string): Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  for (const { sign, from, to } of emphasesIn(line)) {
    pieces.push(...words(meant(line.slice(at, from)), marks));
    const inner = line.slice(from + sign.length, to);
    const more: Mark[] = sign.length === 3 ? ["bold", "italic"] : sign.length === 2 ? ["bold"] : ["italic"];
    for (const piece of emphasised(inner, [...new Set([...marks, ...more])].toSorted(), meant)) pieces.push(piece);
    at = to + sign.length;
  }
  return [...pieces, ...words(meant(line.slice(at)), marks)];
}

/** What is bold or italic in a line, one after the other: from the sign before it to the first after it that may end it. */
function emphasesIn(line: string): { sign: string; from: number; to: number }[] {
  const found: { sign: string; from: number; to: number }[] = [];
  const ends = new Map<string, number[]>(); // each looked for once, however many signs have no end
  for (const { index: from, 0: sign } of line.matchAll(BEGINS)) {
    const last = found.at(-1);
    if (last && from < last.to + last.sign.length) continue;
    const left = ends.get(sign) ?? [...line.matchAll(ENDS[sign] ?? BEGINS)].map(({ index }) => index).toReversed();
    ends.set(sign, left);
    while ((left.at(-1) ?? Infinity) <= from + sign.length) left.pop();
    const to = left.at(-1) ?? Infinity;
    if (to - from - sign.length <= LONGEST_EMPHASIS) found.push({ sign, from, to });
  }
  return found;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([*_#[\]\\-])/g, "$1");
}

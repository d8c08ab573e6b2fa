import {
  addressAfter,
  cleaned,
  folded,
  heading,
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
  const lines = cleaned(text).replaceAll(/\r\n?/g, "\n").replace(/^\n+/, "").trimEnd().split("\n");
  const read = numbersHeld(lines.map(readLine));
  const isMarkdown = read.some(({ kind }) => kind !== "text") || lines.some(hasMarks);
  if (!isMarkdown) return lines.map((line) => paragraph(words(line)));
  return folded(
    read.flatMap((line): (Block | ListLine)[] => {
      if (line.kind === "heading") return [heading(line.level, inlineOf(line.text))];
      if (line.kind === "text")
        return line.text.trim() && !isRule(line.text) ? [paragraph(inlineOf(row(line.text)))] : [];
      const { list, indent: level, checked, text: said } = line;
      const start = line.list === "orderedList" ? { start: line.number, id: String(line.run) } : { id: "" };
      return [{ type: "line", list, level, ...start, checked, content: [paragraph(inlineOf(said))] }];
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
  checked: false;
  text: string;
  whole: string;
};

const HEADING = /^ {0,3}(#{1,6})[ \t]+(?=\S)/;
const BULLET = /^([ \t]*)[-*+•][ \t]+(?=\S)/;
const NUMBER = /^([ \t]*)(\d{1,3})[.)][ \t]+(?=\S)/;
const CHECK = /^\[([ xX])\][ \t]+(?=\S)/;

function readLine(line: string): Line {
  const heading = HEADING.exec(line);
  if (heading) {
    const text = line.slice(heading[0].length).replace(/ #+ *$/, "");
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
    checked: false,
    text,
    whole: line,
  };
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
    const held = { ...line, run: last && countsOn(last, line) ? last.run : ++run };
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

/** A line across the page, or under the heading of a table. */
function isRule(line: string): boolean {
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return true;
  return /^[\s|:-]+$/.test(line) && line.includes("|") && line.includes("-");
}

/** A row of a table, as one line. */
function row(line: string): string {
  if (!/^\s*\|.*\|\s*$/.test(line)) return line;
  return line
    .split("|")
    .map((cell) => cell.trim())
    .filter(Boolean)
    .join(" · ");
}

const EMPHASIS = /(?<![\p{L}\p{N}\\*_])(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,600}?)(?<=[^\s\\])\1(?![\p{L}\p{N}*_])/gu;
const LINK = /\[([^[\]]{1,600})\]\(((?:https?:\/\/|mailto:|tel:)[^()\s]{1,2000})\)/g;

function hasMarks(line: string): boolean {
  return line.search(LINK) >= 0 || inlineOf(line).some((piece) => "marks" in piece);
}

function inlineOf(line: string): Inline[] {
  return emphasised(
    line.replaceAll(LINK, (_, said: string, href: string) => said + addressAfter(said, href)),
    [],
  );
}

function emphasised(line: string, marks: readonly Mark[]): Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  for (const found of line.matchAll(EMPHASIS)) {
    const [whole, sign = "", inner = ""] = found;
    pieces.push(...words(unescaped(line.slice(at, found.index)), marks));
    const more: Mark[] = sign.length === 3 ? ["bold", "italic"] : sign.length === 2 ? ["bold"] : ["italic"];
    pieces.push(...emphasised(inner, [...new Set([...marks, ...more])].toSorted()));
    at = found.index + whole.length;
  }
  return [...pieces, ...words(unescaped(line.slice(at)), marks)];
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([*_#[\]\\-])/g, "$1");
}

import { readMarkup, type Markup } from "./markup.ts";
import {
  addressAfter,
  cleaned,
  folded,
  heading,
  itemOf,
  listOf,
  paragraph,
  words,
  type Block,
  type Inline,
  type Item,
  type ListKind,
  type ListLine,
  type Mark,
} from "./pieces.ts";
import { wordLine } from "./word-list.ts";

/** What copied HTML becomes: its words in the editor's own kinds, and nothing else of it. */
export function fromMarkup(html: string): Block[] {
  return blocksIn(readMarkup(html), { marks: [], isPre: false });
}

type Look = { marks: readonly Mark[]; isPre: boolean };

/** What is being written: blocks that are done, and the line that is not. */
type Page = { pieces: (Block | ListLine)[]; line: Inline[]; checked: boolean | undefined };

const UNSEEN = set(
  "script style iframe noembed noframes noscript title template svg math video audio canvas datalist xml",
);
const BLOCKS = set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul option",
);
const HEADINGS = new Map<string, 2 | 3>([
  ["h1", 2],
  ["h2", 2],
  ["h3", 3],
  ["h4", 3],
  ["h5", 3],
  ["h6", 3],
]);

function blocksIn(node: Markup, look: Look): Block[] {
  return folded(pageOf(node, look).pieces);
}

function pageOf(node: Markup, look: Look): Page {
  const page: Page = { pieces: [], line: [], checked: undefined };
  walkIn(page, node, look);
  breakLine(page);
  return page;
}

function walkIn(page: Page, { children }: Markup, look: Look): void {
  for (const child of children) {
    if (typeof child === "string") addText(page, child, look);
    else walk(page, child, look);
  }
}

function walk(page: Page, node: Markup, outer: Look): void {
  const { name, attributes } = node;
  const style = styleOf(node);
  if (isUnseen(node, style)) return;
  const look = lookOf(node, style, outer);
  if (name === "br") return void page.line.push({ type: "hardBreak" });
  if (name === "input" && attributes.get("type") === "checkbox") page.checked = attributes.has("checked");
  if (name === "a") return addLink(page, node, look);
  if (!BLOCKS.has(name)) return walkIn(page, node, look);

  breakLine(page);
  const inWord = wordLine(node, style);
  if (inWord) addWordLine(page, inWord, look);
  else if (name === "ul" || name === "ol") addList(page, node, look);
  else if (name === "tr") addRow(page, node, look);
  else {
    walkIn(page, node, look);
    breakLine(page, HEADINGS.get(name));
  }
}

function isUnseen({ name, attributes }: Markup, style: Map<string, string>): boolean {
  return UNSEEN.has(name) || attributes.has("hidden") || style.get("display") === "none";
}

function addText(page: Page, text: string, { marks, isPre }: Look): void {
  if (isPre) {
    for (const [place, line] of cleaned(text)
      .split(/\r\n?|\n/)
      .entries()) {
      if (place > 0) breakLine(page);
      page.line.push(...words(line, marks));
    }
    return;
  }
  const said = cleaned(text).replaceAll(/\s+/g, " ");
  const last = page.line.at(-1);
  const isAfterSpace = !last || last.type === "hardBreak" || last.text.endsWith(" ");
  page.line.push(...words(isAfterSpace ? said.trimStart() : said, marks));
}

/** Ends the line: it becomes a paragraph or a heading, unless nothing is on it. */
function breakLine(page: Page, level?: 2 | 3): void {
  const line = trimmed(page.line);
  page.line = [];
  if (line.length === 0) return;
  page.pieces.push(level ? heading(level, line) : paragraph(line));
}

function trimmed(line: Inline[]): Inline[] {
  const pieces = [...line];
  for (let last = pieces.at(-1); last && isBlank(last); last = pieces.at(-1)) pieces.pop();
  while (pieces[0] && isBlank(pieces[0])) pieces.shift();
  const last = pieces.at(-1);
  if (last?.type === "text") pieces[pieces.length - 1] = { ...last, text: last.text.trimEnd() };
  return pieces;
}

function isBlank(piece: Inline): boolean {
  return piece.type === "hardBreak" || piece.text.trim() === "";
}

/** A link becomes what it says, and its address when that says something else. */
function addLink(page: Page, node: Markup, look: Look): void {
  const before = page.line.length;
  const blocksBefore = page.pieces.length;
  walkIn(page, node, look);
  const isOneLine = page.pieces.length === blocksBefore;
  const said = isOneLine ? textOf(page.line.slice(before)) : "…";
  page.line.push(...words(addressAfter(said, node.attributes.get("href") ?? ""), look.marks));
}

function addWordLine(
  page: Page,
  { text, ...line }: Omit<ListLine, "content" | "type"> & { text: Markup },
  look: Look,
): void {
  const content = blocksIn(text, look);
  if (content.length > 0) page.pieces.push({ type: "line", ...line, content });
}

function addList(page: Page, list: Markup, look: Look): void {
  const kind = list.name === "ol" ? "orderedList" : "bulletList";
  const runs: { kind: ListKind; items: Item[] }[] = [];
  for (const child of list.children) {
    if (typeof child === "string" && child.trim() === "") continue;
    const isItem = typeof child !== "string" && child.name === "li";
    const node = isItem ? child : { name: "li", attributes: new Map<string, string>(), children: [child] };
    const last = runs.at(-1)?.items.at(-1);
    if (last && typeof child !== "string" && (child.name === "ul" || child.name === "ol")) {
      last.content.push(...blocksIn(node, look)); // so do many programs write the list below an item
      continue;
    }
    const item = readItem(node, look);
    if (item.content.length === 0) continue;
    const itemKind = item.checked === undefined ? kind : "taskList";
    const level = Number(node.attributes.get("data-aria-level"));
    if (level > 0) {
      page.pieces.push({ type: "line", list: itemKind, level, id: list.attributes.get("class") ?? "", ...item });
      continue;
    }
    const run = runs.at(-1);
    if (run?.kind === itemKind) run.items.push(itemOf(item.content, item.checked));
    else runs.push({ kind: itemKind, items: [itemOf(item.content, item.checked)] });
  }
  for (const { kind: type, items } of runs) page.pieces.push(listOf(type, items, startOf(list)));
}

function readItem(node: Markup, look: Look): { content: Block[]; checked?: boolean } {
  const style = styleOf(node);
  if (isUnseen(node, style)) return { content: [] };
  const page = pageOf(node, lookOf(node, style, look));
  const said = node.attributes.get("data-checked") ?? node.attributes.get("aria-checked");
  const checked = said === undefined ? page.checked : said === "true";
  return { content: folded(page.pieces), ...(checked === undefined ? {} : { checked }) };
}

function startOf(list: Markup): number {
  const start = Number(list.attributes.get("start") ?? 1);
  return Number.isInteger(start) && start > 0 && start < 100_000 ? start : 1;
}

/** A row of a table becomes a line; one that has a single cell is only there for the look. */
function addRow(page: Page, row: Markup, look: Look): void {
  const cells = row.children
    .map((cell) => blocksIn({ ...row, children: [cell] }, look))
    .filter((blocks) => blocks.length > 0);
  const [only] = cells;
  if (cells.length === 1 && only) return void page.pieces.push(...only);
  const line = cells.flatMap((blocks, place) => [...(place > 0 ? words(" · ") : []), ...inOneLine(blocks)]);
  if (line.length > 0) page.pieces.push(paragraph(line));
}

function inOneLine(blocks: (Block | Item)[]): Inline[] {
  return blocks.flatMap((block, place): Inline[] => {
    const isText = block.type === "paragraph" || block.type === "heading";
    const content = isText ? (block.content ?? []) : inOneLine(block.content);
    return [...(place > 0 ? words(" ") : []), ...content.map((piece) => (piece.type === "hardBreak" ? SPACE : piece))];
  });
}

const SPACE: Inline = { type: "text", text: " " };

function textOf(line: Inline[]): string {
  return line.map((piece) => (piece.type === "text" ? piece.text : " ")).join("");
}

function lookOf({ name }: Markup, style: Map<string, string>, { marks, isPre }: Look): Look {
  const on = new Set(marks);
  const set = (mark: Mark, isOn: boolean) => (isOn ? on.add(mark) : on.delete(mark));
  if (name === "b" || name === "strong") set("bold", true);
  if (name === "i" || name === "em") set("italic", true);
  if (HEADINGS.has(name)) on.clear();
  const weight = style.get("font-weight");
  if (weight) set("bold", /^(bold|bolder|[6-9]\d\d)/.test(weight));
  const slant = style.get("font-style");
  if (slant) set("italic", /^(italic|oblique)/.test(slant));
  const space = style.get("white-space");
  const keeps = space ? /^(pre|break-spaces)/.test(space) : isPre || name === "pre" || name === "textarea";
  return { marks: [...on].toSorted(), isPre: keeps };
}

function styleOf({ attributes }: Markup): Map<string, string> {
  const style = new Map<string, string>();
  for (const rule of (attributes.get("style") ?? "").split(";")) {
    const colon = rule.indexOf(":");
    if (colon > 0)
      style.set(
        rule.slice(0, colon).trim().toLowerCase(),
        rule
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return style;
}

function set(list: string): Set<string> {
  return new Set(list.split(" "));
}

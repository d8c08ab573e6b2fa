import { formula } from "./formula.ts";
import { said, written, type Run } from "./line.ts";
import { integer, stepsOf } from "./list-numbers.ts";
import { BLOCKS, HEADINGS, isUnseen, lookOf, PLAIN, styleOf, type Look } from "./look.ts";
import { readMarkup, type Markup } from "./markup.ts";
import {
  addressAfter,
  cleaned,
  DEEPEST_LIST,
  folded,
  goesOn,
  heading,
  inRow,
  itemOf,
  listOf,
  paragraph,
  words,
  type Block,
  type Inline,
  type Item,
  type ListLine,
} from "./pieces.ts";
import { wordLine } from "./word-list.ts";

/** What copied HTML becomes: its words in the editor's own kinds, and nothing else of it. */
export function fromMarkup(html: string): Block[] {
  return blocksIn(readMarkup(html), PLAIN);
}

/** What is being written: blocks that are done, and the line that is not. An item of a list takes the first check in it. */
type Page = { pieces: (Block | ListLine)[]; line: Run[]; isItem: boolean; checked: boolean | undefined };

function blocksIn(node: Markup, look: Look): Block[] {
  return folded(pageOf(node, look).pieces);
}

function pageOf(node: Markup, look: Look, isItem = false): Page {
  const page: Page = { pieces: [], line: [], isItem, checked: undefined };
  walkIn(page, node, look);
  breakLine(page);
  return page;
}

function walkIn(page: Page, { children }: Markup, look: Look): void {
  const isTwice = children.some(isForListeners);
  for (const child of children) {
    if (typeof child === "string") addText(page, child, look);
    else if (!(isTwice && child.attributes.get("aria-hidden") === "true")) walk(page, child, look);
  }
}

/** A formula as KaTeX and MathJax write it for those who cannot see the one beside it, which has its signs in no order. */
function isForListeners(child: Markup | string): boolean {
  return (
    typeof child !== "string" && /\b(katex-mathml|MJX_Assistive_MathML)\b/.test(child.attributes.get("class") ?? "")
  );
}

function walk(page: Page, node: Markup, outer: Look): void {
  const { name, attributes } = node;
  const style = styleOf(node);
  if (node === outer.mark || isUnseen(node, style, outer.isDrawn)) return;
  const look = lookOf(node, style, outer);
  if (name === "math") return addFormula(page, node, look);
  if (isApart(node, outer)) addText(page, " ", { ...look, isDrawn: false });
  if (name === "br") return void page.line.push({ type: "hardBreak" });
  if (name === "img") return addPicture(page, attributes.get("alt") ?? "", look);
  if (name === "input" && attributes.get("type") === "checkbox") return addCheck(page, attributes.has("checked"), look);
  if (name === "a") return addLink(page, node, look);
  if (!BLOCKS.has(name)) return walkIn(page, node, look);

  breakLine(page);
  const isShallow = look.depth < DEEPEST_LIST;
  if (isShallow && addWordLine(page, node, style, look)) return;
  if (isShallow && isList(node)) addList(page, node, look);
  else if (name === "tr") addRow(page, node, look);
  else {
    const checked = name === "li" ? checkOf(node) : undefined;
    if (checked !== undefined) addText(page, checkMark(checked), look); // in lists too deep to be any
    walkIn(page, node, look);
    breakLine(page, HEADINGS.get(name));
  }
}

function addFormula(page: Page, node: Markup, look: Look): void {
  const isBlock = node.attributes.get("display") === "block";
  if (isBlock) breakLine(page);
  addText(page, formula(node), look);
  if (isBlock) breakLine(page);
}

/** Whether words of a drawing stand at a place of their own. */
function isApart({ name, attributes }: Markup, { isDrawn }: Look): boolean {
  return (name === "text" && isDrawn) || (name === "tspan" && ["x", "y", "dy"].some((place) => attributes.has(place)));
}

function addText(page: Page, text: string, look: Look): void {
  if (look.isDrawn) return;
  const add = (line: string) => line && page.line.push({ type: "text", text: line, look });
  if (look.isPre) {
    for (const [place, line] of cleaned(text).split("\n").entries()) {
      if (place > 0) breakLine(page);
      add(line);
    }
    return;
  }
  const line = cleaned(text).replaceAll(/\s+/g, " ");
  const last = page.line.at(-1);
  const isAfterSpace = !last || last.type === "hardBreak" || last.text.endsWith(" ");
  add(isAfterSpace ? line.trimStart() : line);
}

/** Ends the line: it becomes a paragraph or a heading, unless nothing is on it. */
function breakLine(page: Page, level?: 2 | 3): void {
  const line = written(page.line);
  page.line = [];
  if (line.length === 0) return;
  page.pieces.push(level ? heading(level, line) : paragraph(line));
}

/** Of pictures those are words that many programs draw in place of one: 🙂 or :smile:. */
function addPicture(page: Page, alt: string, look: Look): void {
  const isDrawn = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(alt) && !/\p{L}/u.test(alt);
  if (isDrawn || /^:[\w+-]+:$/.test(alt)) addText(page, alt, look);
}

function addCheck(page: Page, isOn: boolean, look: Look): void {
  if (page.isItem && page.checked === undefined) page.checked = isOn;
  else addText(page, checkMark(isOn), look);
}

function checkMark(isOn: boolean): string {
  return isOn ? "[x] " : "[ ] ";
}

/** A link becomes what it says, and its address when that says something else. */
function addLink(page: Page, node: Markup, look: Look): void {
  const before = page.line.length;
  const blocksBefore = page.pieces.length;
  walkIn(page, node, look);
  const isOneLine = page.pieces.length === blocksBefore;
  const address = addressAfter(isOneLine ? said(page.line.slice(before)) : "…", node.attributes.get("href") ?? "");
  if (address) page.line.push({ type: "text", text: address, look });
}

/** Adds an item as Word writes it; false when it is none. */
function addWordLine(page: Page, node: Markup, style: Map<string, string>, look: Look): boolean {
  const found = wordLine(node, style);
  if (!found) return false;
  const { mark, ...line } = found;
  const level = Math.min(line.level, DEEPEST_LIST - look.depth);
  const content = blocksIn(node, { ...look, depth: look.depth + level, mark });
  if (content.length > 0) page.pieces.push({ type: "line", ...line, level, content });
  return true;
}

function addList(page: Page, list: Markup, look: Look): void {
  const kind = list.name === "ol" ? "orderedList" : "bulletList";
  const [step, first] = stepsOf(list);
  let number = first ?? 1;
  /** Whether its numbers are told, and not only those that any list begins with. */
  let isTold = first !== undefined;
  let run: ReturnType<typeof listOf> | undefined;
  let last: { content: Block[]; depth: number } | undefined;
  for (const child of list.children) {
    if (typeof child === "string" && child.trim() === "") continue;
    const isItem = typeof child !== "string" && child.name === "li";
    const node = isItem ? child : { name: "li", attributes: new Map<string, string>(), children: [child] };
    const told = Math.floor(Number(node.attributes.get("data-aria-level")));
    const level = told > 0 ? Math.min(told, DEEPEST_LIST - look.depth) : undefined;
    const below = typeof child !== "string" && isList(child) ? last : undefined; // so do many programs write such a list
    const depth = below?.depth ?? look.depth + (level ?? 1);
    const { content, checked } = readItem(node, { ...look, depth });
    if (below) {
      for (const block of content) below.content.push(block);
      continue;
    }
    const value = integer(node.attributes.get("value"));
    if (value !== undefined) [number, isTold] = [value, true];
    if (content.length === 0) {
      if (isItem && !isUnseen(node, styleOf(node))) number += step; // a browser counts it
      continue;
    }
    const type = checked === undefined ? kind : "taskList";
    if (level === undefined) {
      const item = itemOf(content, checked);
      if (run?.type === type && goesOn(run, number)) run.content.push(item);
      else page.pieces.push((run = listOf(type, [item], number)));
      last = { content: item.content, depth };
    } else {
      const id = list.attributes.get("class") ?? "";
      const line: ListLine = { type: "line", list: type, level, id, ...(isTold ? { start: number } : {}), content };
      page.pieces.push(checked === undefined ? line : { ...line, checked });
      last = { content, depth };
      run = undefined;
    }
    [number, isTold] = [number + step, true];
  }
}

function isList({ name }: Markup): boolean {
  return name === "ul" || name === "ol";
}

function readItem(node: Markup, look: Look): { content: Block[]; checked?: boolean } {
  const style = styleOf(node);
  if (isUnseen(node, style)) return { content: [] };
  const page = pageOf(node, lookOf(node, style, look), true);
  const checked = checkOf(node) ?? page.checked;
  return { content: folded(page.pieces), ...(checked === undefined ? {} : { checked }) };
}

function checkOf({ attributes }: Markup): boolean | undefined {
  const told = attributes.get("data-checked") ?? attributes.get("aria-checked");
  return told === undefined ? undefined : told === "true";
}

/** A row of a table becomes a line, in which each cell keeps its place; one that has a single cell is only there for the look. */
function addRow(page: Page, row: Markup, look: Look): void {
  const cells = row.children
    .filter((cell) => typeof cell !== "string" || cell.trim() !== "")
    .map((cell) => blocksIn({ ...row, children: [cell] }, look));
  const full = cells.filter((blocks) => blocks.length > 0);
  const [only] = full;
  if (full.length === 1 && only) {
    for (const block of only) page.pieces.push(block);
    return;
  }
  const line = inRow(cells.map(inOneLine));
  if (line.length > 0) page.pieces.push(paragraph(line));
}

function inOneLine(blocks: (Block | Item)[]): Inline[] {
  return blocks.flatMap((block, place): Inline[] => {
    const isText = block.type === "paragraph" || block.type === "heading";
    const content = isText ? (block.content ?? []) : inOneLine(block.content);
    const mark = block.type === "taskItem" ? words(checkMark(block.attrs?.checked ?? false)) : [];
    return [
      ...(place > 0 ? words(" ") : []),
      ...mark,
      ...content.map((piece) => (piece.type === "hardBreak" ? SPACE : piece)),
    ];
  });
}

const SPACE: Inline = { type: "text", text: " " };

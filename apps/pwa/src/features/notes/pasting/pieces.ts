import { withoutSteering } from "@cliently/api/domain/text";

/** What the editor has, as ProseMirror writes it down. */
export type Inline = { type: "text"; text: string; marks?: { type: Mark }[] } | { type: "hardBreak" };
export type Mark = "bold" | "italic";
export type ListKind = "bulletList" | "orderedList" | "taskList";
export type Block =
  | { type: "paragraph"; content?: Inline[] }
  | { type: "heading"; attrs: { level: 2 | 3 }; content: Inline[] }
  | { type: ListKind; attrs?: { start: number }; content: Item[] };
export type Item = { type: "listItem" | "taskItem"; attrs?: { checked: boolean }; content: Block[] };

/** A line that says itself that it belongs to a list, and how deep: so do Word and Markdown. */
export type ListLine = {
  type: "line";
  list: ListKind;
  level: number;
  /** Lines of another list have another one. */
  id: string;
  /** Its number, when it says so. */
  start?: number;
  checked?: boolean;
  content: Block[];
};

/** So many lists in one another at most: deeper ones become part of the last. */
export const DEEPEST_LIST = 8;

/** Puts lines of lists together into lists. */
export function folded(pieces: (Block | ListLine)[]): Block[] {
  const blocks: Block[] = [];
  let lines: ListLine[] = [];
  const fold = () => {
    for (const list of listsOf(lines)) blocks.push(list); // there may be more than a call can be given
    lines = [];
  };
  for (const piece of pieces) {
    if (piece.type === "line") lines.push(piece);
    else {
      fold();
      blocks.push(piece);
    }
  }
  fold();
  return blocks;
}

function listsOf(lines: ListLine[]): Block[] {
  const lists: { id: string; list: Extract<Block, { type: ListKind }> }[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (!line) break;
    const level = stepOf(line);
    let end = at + 1;
    for (let next = lines[end]; next && stepOf(next) > level; next = lines[end]) end++;
    const checked = line.list === "taskList" ? (line.checked ?? false) : undefined;
    const item = itemOf([...line.content, ...listsOf(lines.slice(at + 1, end))], checked);
    const last = lists.at(-1);
    if (last?.list.type === line.list && last.id === line.id && goesOn(last.list, line.start))
      last.list.content.push(item);
    else lists.push({ id: line.id, list: listOf(line.list, [item], line.start) });
    at = end;
  }
  return lists.map(({ list }) => list);
}

/** Levels are whole steps, whatever a paste says. */
function stepOf({ level }: ListLine): number {
  return Math.min(Math.floor(level), DEEPEST_LIST);
}

export function listOf(type: ListKind, content: Item[], start = 1): Extract<Block, { type: ListKind }> {
  return { type, ...(type === "orderedList" && start !== 1 ? { attrs: { start } } : {}), content };
}

/** Whether an item of this number is the next of a list; one that begins elsewhere needs a list of its own to be seen. */
export function goesOn(
  { type, attrs, content }: Extract<Block, { type: ListKind }>,
  number: number | undefined,
): boolean {
  return type !== "orderedList" || number === undefined || number === (attrs?.start ?? 1) + content.length;
}

/** An item begins with a paragraph. `checked`: it is one of a check list. */
export function itemOf([first, ...rest]: Block[], checked?: boolean): Item {
  const content: Block[] =
    first?.type === "paragraph"
      ? [first, ...rest]
      : first?.type === "heading"
        ? [paragraph(first.content), ...rest]
        : [paragraph([]), ...(first ? [first] : []), ...rest];
  return checked === undefined ? { type: "listItem", content } : { type: "taskItem", attrs: { checked }, content };
}

export function paragraph(line: Inline[]): Block {
  return line.length > 0 ? { type: "paragraph", content: joined(line) } : { type: "paragraph" };
}

export function heading(level: 2 | 3, line: Inline[]): Block {
  return { type: "heading", attrs: { level }, content: joined(line) };
}

/** Words of one look are one run: an editor takes that for granted. */
function joined(line: Inline[]): Inline[] {
  const runs: Inline[] = [];
  for (const piece of line) {
    const last = runs.at(-1);
    const goesOn = last?.type === "text" && piece.type === "text" && looks(last) === looks(piece);
    if (goesOn) runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs;
}

function looks(piece: Inline): string {
  return "marks" in piece ? (piece.marks ?? []).map(({ type }) => type).join() : "";
}

/** Text with its marks; none for no text. */
export function words(text: string, marks: readonly Mark[] = []): Inline[] {
  if (!text) return [];
  return [{ type: "text", text, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) }];
}

/** The cells of a row as one line. An empty one before others keeps its place, so that nothing moves to another column. */
export function inRow(cells: readonly Inline[][]): Inline[] {
  const last = cells.findLastIndex((cell) => cell.length > 0);
  return cells
    .slice(0, last + 1)
    .flatMap((cell, place) => [...(place > 0 ? words(cells[place - 1]?.length ? " · " : "· ") : []), ...cell]);
}

/** Without characters that say nothing: those that steer a screen or a line, and those that nobody sees. */
export function cleaned(text: string): string {
  const lines = text.toWellFormed().replaceAll(LINE_END, "\n");
  return withoutSteering(lines).replaceAll(UNSEEN, "").replaceAll("\u00a0", " ");
}

/** Whatever ends a line somewhere: Word has a vertical tab within a paragraph. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const UNSEEN = /[\u00ad\u200b\ufeff]/g;

/** What stands after the words of a link: its address, unless the words say it. */
export function addressAfter(said: string, href: string): string {
  const address = cleaned(href).trim();
  if (address.length > LONGEST_ADDRESS || !/^(https?:\/\/|mailto:|tel:)\S+$/i.test(address)) return "";
  const isSaid = said.trim() === "" || bare(said) === bare(address);
  return isSaid ? "" : ` (${address.replace(/^(mailto|tel):/i, "")})`;
}

const LONGEST_ADDRESS = 2_000;

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^(mailto:|tel:|https?:\/\/)/, "")
    .replace(/^www\./, "")
    .replace(/\/$/, "")
    .replaceAll(/\s/g, "");
}

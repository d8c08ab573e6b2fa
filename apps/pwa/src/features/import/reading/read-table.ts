import { dayOrderOf, type DayOrder } from "./days.ts";
import { unguarded, unguardedFirst } from "./formula-guard.ts";
import type { LeftOut } from "./person.ts";
import { isHeadings, recognised } from "./presets.ts";
import { MOST_COLUMNS, MOST_PEOPLE, RefusedFile } from "./refused-file.ts";
import { rowsOf, type Separator, type TableRow } from "./rows.ts";
import { saidSeparator, separatorOf } from "./separator.ts";
import type { Target } from "./targets.ts";

/** How a table is to be read, where the person has said so. */
export type TableWishes = { separator?: Separator; hasHeadings?: boolean };

/** What a table looks like, for the person to say what is what. */
export type TableLook = {
  separator: Separator;
  hasHeadings: boolean;
  preset: string | null;
  headings: string[];
  /** What the columns are taken for, until the person says otherwise. */
  columns: Target[];
  /** Of each column, the first values that there are. */
  samples: string[][];
  /** Of each column, how days are written in it; null when they could be read either way. */
  dayOrders: (DayOrder | null)[];
  people: number;
};

export type Table = { look: TableLook; rows: TableRow[]; broken: LeftOut[] };

const SAMPLES = 3;

/** Reads the rows of a table. Throws `RefusedFile` when it is no table that can be taken. */
export function readTable(text: string, wishes: TableWishes = {}): Table {
  const said = saidSeparator(text);
  const body = said ? text.slice(said.length) : text;
  const separator = wishes.separator ?? said?.separator ?? separatorOf(body);
  const rows: TableRow[] = [];
  const broken: LeftOut[] = [];
  const skipped = said ? 1 : 0;
  const read = rowsOf(body, separator, ({ line, words }) =>
    broken.push({ line: line + skipped, words: short(words), reason: "A quotation mark here is never closed" }),
  );
  for (const { line, cells } of read) {
    rows.push({ line: line + skipped, cells });
    if (rows.length > MOST_PEOPLE + 1) throw tooMany(text);
  }

  const [first] = rows;
  if (!first) throw new RefusedFile("There is nothing in this file but empty lines.");
  const isOwn = recognised(first.cells.map(unguardedFirst)).preset === "Cliently";
  for (const row of rows) row.cells = row.cells.map(isOwn ? unguarded : unguardedFirst);
  const hasHeadings = wishes.hasHeadings ?? isHeadings(first.cells);
  if (hasHeadings) rows.shift();
  if (rows.length > MOST_PEOPLE) throw tooMany(text);
  if (rows.length === 0 && broken.length === 0)
    throw new RefusedFile("There is nobody in this file: it has a line of headings and nothing below.");

  const width = hasHeadings ? first.cells.length : rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (width > MOST_COLUMNS)
    throw new RefusedFile(
      `The file has ${width} columns; at most ${MOST_COLUMNS} can be read. Take out those you do not need.`,
    );
  const headings = Array.from({ length: width }, (_, index) => (hasHeadings ? (first.cells[index] ?? "").trim() : ""));
  const { preset, columns } = recognised(headings);
  const samples = headings.map((_, index) => samplesOf(rows, index));
  const dayOrders = headings.map((_, index) => dayOrderOf(cellsOf(rows, index)) ?? null);
  const look = { separator, hasHeadings, preset, headings, columns, samples, dayOrders, people: rows.length };
  return { look, rows, broken };
}

function* cellsOf(rows: readonly TableRow[], index: number): Generator<string> {
  for (const { cells } of rows) yield cells[index] ?? "";
}

function samplesOf(rows: readonly TableRow[], index: number): string[] {
  const samples: string[] = [];
  for (const cell of cellsOf(rows, index)) {
    if (cell.trim()) samples.push(short(cell));
    if (samples.length === SAMPLES) break;
  }
  return samples;
}

/** Enough to know it by. */
export function short(words: string): string {
  return words.length > 200 ? `${words.slice(0, 200).toWellFormed()}…` : words;
}

function tooMany(text: string): RefusedFile {
  const lines = (text.match(/\n/g)?.length ?? 0) + 1;
  return new RefusedFile(
    `The file has about ${lines.toLocaleString("en")} lines; at most ${MOST_PEOPLE.toLocaleString("en")} people can be imported at once. Split it, and bring the parts one after another.`,
  );
}

import Papa from "papaparse";

import { RefusedFile } from "./refused-file.ts";

/** A row of a table: where it begins in the file, counted from 1, and its cells. */
export type TableRow = { line: number; cells: string[] };

/** A line that could not be read, with its words. */
export type BrokenLine = { line: number; words: string };

export const SEPARATORS = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar" } as const;
export type Separator = keyof typeof SEPARATORS;

/** No row is longer than this, in characters: what would be, follows a quotation mark that nothing closes. */
const LONGEST_ROW = 160 * 1024;
/** Each of them is looked at up to there, so their number bounds the work. */
const MOST_BROKEN = 100;

/**
 * The rows of a text one by one, without blank ones. A quotation mark that is never closed would take in every line
 * after it: only the line it stands in is given up, and reading goes on with the next.
 */
export function* rowsOf(text: string, separator: Separator, onBroken: (line: BrokenLine) => void): Generator<TableRow> {
  let line = 1;
  let place = 0;
  let broken = 0;
  while (place < text.length) {
    const { rows, isBroken } = readWindow(text, place, separator);
    for (const { cells, length } of rows) {
      if (cells.some((cell) => cell.trim())) yield { line, cells };
      line += newLines(text, place, place + length);
      place += length;
    }
    if (!isBroken) continue;
    if (++broken > MOST_BROKEN)
      throw new RefusedFile(
        `More than ${MOST_BROKEN} lines have quotation marks that do not match. Save the file as CSV once more, from your spreadsheet, and bring that.`,
      );
    const end = text.indexOf("\n", place);
    const next = end === -1 ? text.length : end + 1;
    onBroken({ line, words: text.slice(place, next).trim() });
    line++;
    place = next;
  }
}

type Read = { rows: { cells: string[]; length: number }[]; isBroken: boolean };

/** Whole rows from one place on, up to the first that is broken. */
function readWindow(text: string, from: number, separator: Separator): Read {
  const window = text.slice(from, from + LONGEST_ROW);
  const isLast = from + window.length === text.length;
  const read: Read = { rows: [], isBroken: false };
  let start = 0;
  const parser = new Papa.Parser({
    delimiter: separator,
    newline: "\n",
    step: ({ data, errors, meta }: Papa.ParseStepResult<string[][]>) => {
      const spansLines = newLines(window, start, meta.cursor - 1) > 0;
      read.isBroken = errors.some(({ code }) => code === "MissingQuotes" || spansLines);
      if (read.isBroken) return parser.abort();
      read.rows.push({ cells: data[0] ?? [], length: meta.cursor - start });
      start = meta.cursor;
    },
  });
  parser.parse(window, 0, !isLast);
  if (!isLast && read.rows.length === 0) read.isBroken = true;
  return read;
}

function newLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

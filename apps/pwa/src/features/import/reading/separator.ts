import { RefusedFile } from "./refused-file.ts";
import { rowsOf, SEPARATORS, type Separator } from "./rows.ts";

/** Enough of a table to see how it is made. */
const SAMPLE_ROWS = 30;
const SAMPLE_LENGTH = 64 * 1024;
const MOST_BROKEN = 10;

/** The line by which a spreadsheet says what separates cells, and what it says. */
export function saidSeparator(text: string): { separator: Separator; length: number } | undefined {
  const [said, separator] = /^"?sep=(.)"?\n/.exec(text) ?? [];
  return said && separator && separator in SEPARATORS
    ? { separator: separator as Separator, length: said.length } // one of its keys
    : undefined;
}

/** What separates the cells: that which cuts the most rows into the same number of cells. A comma if nothing does. */
export function separatorOf(text: string): Separator {
  const sample = text.slice(0, SAMPLE_LENGTH);
  let best: Separator = ",";
  let most = 0;
  for (const separator of Object.keys(SEPARATORS) as Separator[]) {
    const score = evenness(sample, separator);
    if (score > most) [best, most] = [separator, score];
  }
  return best;
}

function evenness(sample: string, separator: Separator): number {
  const widths: number[] = [];
  let broken = 0;
  const giveUp = () => {
    if (++broken > MOST_BROKEN) throw new RefusedFile("With this separator, its quotation marks do not match.");
  };
  try {
    for (const { cells } of rowsOf(sample, separator, giveUp)) {
      widths.push(cells.length);
      if (widths.length === SAMPLE_ROWS) break;
    }
  } catch {
    return 0;
  }
  const [width = 1] = widths;
  if (width < 2) return 0;
  const alike = widths.filter((other) => other === width).length;
  return (alike / widths.length) * 100 + Math.min(width, 50);
}

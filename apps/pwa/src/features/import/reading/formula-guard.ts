/**
 * What a spreadsheet takes for the beginning of a formula (as OWASP lists them, the full-width ones included), and the
 * guard itself, so that taking one guard off gives back exactly what was guarded.
 */
const BEGINS_FORMULA = /^[=+\-@\t\r\n'＝＋－＠]/;

/** A cell that no spreadsheet runs: an apostrophe stands before what could be a formula. */
export function guarded(cell: string): string {
  return BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before it was guarded. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && BEGINS_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Where a spreadsheet could take what follows for a formula (as OWASP lists the beginnings, the full-width ones
 * included): at the beginning of a cell, and after what a program with another separator takes for the end of one,
 * also if quotation marks stand between. The guard itself counts as a beginning, so that taking one guard off gives
 * back exactly what was guarded.
 */
const FIRST = String.raw`(?="*[=+\-@\t\r\n'＝＋－＠])`;
const INNER = String.raw`(?="*[=+\-@'＝＋－＠])`;
const UNGUARDED = new RegExp(`^${FIRST}|(?<=[;\\t\\r\\n])${INNER}`, "g");
const GUARD = new RegExp(`^'${FIRST}|(?<=[;\\t\\r\\n])'${INNER}`, "g");
const FIRST_GUARD = new RegExp(`^'${FIRST}`);

/** A cell that no spreadsheet runs, whole or in pieces: an apostrophe stands before what could be a formula. */
export function guarded(cell: string): string {
  return cell.replaceAll(UNGUARDED, "'");
}

/** The cell as it was before it was guarded. */
export function unguarded(cell: string): string {
  return cell.replaceAll(GUARD, "");
}

/** The same of a cell that another program guarded, which does so at the beginning alone. */
export function unguardedFirst(cell: string): string {
  return cell.replace(FIRST_GUARD, "");
}

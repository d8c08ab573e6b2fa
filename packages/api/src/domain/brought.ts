import type { ChangedRow } from "./bin.ts";
import type { Lost, Stamped } from "./field.ts";

/** What a row then names of the changes that it met on their way back, or asks about; nothing when there is none. */
export function naming({ brought = [] }: ChangedRow, mids: readonly string[]): Pick<ChangedRow, "brought"> {
  const all = [...new Set([...brought, ...mids])].toSorted();
  return all.length ? { brought: all.slice(-MOST_BROUGHT) } : {};
}

/** The newest of them: their names begin with the time. */
const MOST_BROUGHT = 100;

/** Whether a row has met a value that came back, and neither has it nor asks about it: then the person decided, or it was replaced. */
export function isSettledIn(row: Stamped & ChangedRow, { field, mid }: Pick<Lost, "field" | "mid">): boolean {
  const isOpen = row.stamps[field]?.mid === mid || row.lost.some((entry) => entry.field === field && entry.mid === mid);
  return !isOpen && (row.brought ?? []).includes(mid);
}

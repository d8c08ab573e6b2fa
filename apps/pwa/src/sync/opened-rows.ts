import { layouts } from "@cliently/api/domain/layout";
import type { Noun, Row } from "@cliently/api/domain/store";

import type { CanonicalRow, ViewRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";

type Found = CanonicalRow | ViewRow;

/** How many sealed bytes are remembered with what they hold: every client of a large practice, several times. */
const MOST_BYTES = 4_000_000;

/**
 * Rows that were opened lately, so that a list that is asked for again does not wait for hundreds of them. A row counts as
 * the same only if every byte of it is: what was spoilt on the disk since is opened, and noticed. Gone when the device closes.
 */
export type OpenedRows = {
  of<N extends Noun>(noun: N, found: Found): Row<N> | undefined;
  keep<N extends Noun>(noun: N, found: Found, row: Row<N>): void;
  close(): void;
};

export function openedRows(most = MOST_BYTES): OpenedRows {
  const kept = new Map<string, { found: Found; row: unknown }>(); // the longest unused first
  let bytes = 0;

  function forget(place: string): void {
    bytes -= kept.get(place)?.found.sealed.length ?? 0;
    kept.delete(place);
  }

  return {
    of<N extends Noun>(noun: N, found: Found): Row<N> | undefined {
      const place = placeOf(noun, found.id);
      const held = kept.get(place);
      if (!held || !isSame(noun, held.found, found)) return undefined;
      kept.delete(place);
      kept.set(place, held);
      return held.row as Row<N>; // kept under its noun
    },
    keep(noun, found, row) {
      const place = placeOf(noun, found.id);
      forget(place);
      kept.set(place, { found, row });
      bytes += found.sealed.length;
      for (const oldest of kept.keys()) {
        if (bytes <= most) break;
        forget(oldest);
      }
    },
    close() {
      most = 0; // what is just being opened is not kept either
      kept.clear();
    },
  };
}

function isSame(noun: Noun, one: Found, other: Found): boolean {
  const { length } = one.sealed;
  if (length !== other.sealed.length) return false;
  for (let at = 0; at < length; at++) if (one.sealed[at] !== other.sealed[at]) return false;
  return Object.keys(layouts[noun].open).every((field) => one[field] === other[field]);
}

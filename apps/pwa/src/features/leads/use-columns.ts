import { useMemo } from "react";

import { columnsOf, isOpen, isWanted, type Column, type Lead, type Wanted } from "./columns.ts";

/** Of each stage, until all are asked for: drawing hundreds of cards takes longer than anybody waits. */
const MOST_DRAWN = 20;

/** The open leads, those looked for, and these in columns; the same lists for as long as nothing about them changes. */
export function useColumns(
  clients: readonly Lead[] | undefined,
  wanted: Wanted,
  { today, isAll }: { today: string; isAll: boolean },
): { open: Lead[]; found: Lead[]; columns: Column[]; drawn: Lead[] } {
  const open = useMemo(() => clients?.filter(isOpen) ?? [], [clients]);
  const found = useMemo(() => open.filter((lead) => isWanted(lead, wanted, today)), [open, wanted, today]);
  const columns = useMemo(() => columnsOf(found, isAll ? undefined : MOST_DRAWN), [found, isAll]);
  return { open, found, columns, drawn: columns.flatMap(({ leads }) => leads) };
}

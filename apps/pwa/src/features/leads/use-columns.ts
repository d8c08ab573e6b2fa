import { useMemo } from "react";

import { useIsPainted } from "../../platform/after-paint.tsx";
import { columnsOf, isOpen, isWanted, type Column, type Lead, type Wanted } from "./columns.ts";

/** Of each stage, until all are asked for: drawing hundreds of cards takes longer than anybody waits. */
const MOST_DRAWN = 20;
/** As many as one sees without scrolling come first. */
const FIRST_DRAWN = 5;

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

/** The columns as they are drawn: as much as one sees at first, and the rest once that is on the screen. */
export function useFirstOf(columns: readonly Column[]): readonly Column[] {
  const isPainted = useIsPainted();
  return useMemo(
    () => (isPainted ? columns : columns.map((column) => ({ ...column, leads: column.leads.slice(0, FIRST_DRAWN) }))),
    [columns, isPainted],
  );
}

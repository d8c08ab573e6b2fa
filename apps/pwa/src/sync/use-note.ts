import { canonicalJson } from "@cliently/api/domain/digest";
import type { Row } from "@cliently/api/domain/store";
import { useCallback, useRef } from "react";

import { openOr, useDevice, useLive } from "./hooks.tsx";
import { findRow, type Found } from "./read-row.ts";

/**
 * A note's header, live: undefined while it is being read, null when there is none, or none that can be read. While
 * somebody writes, each edit leaves its mark on the row; this stays the very same until something else in it changes, so
 * that the page is not drawn anew for that. Whoever needs the marks reads the row.
 */
export function useNote(noteId: string): Row<"note"> | null | undefined {
  const device = useDevice();
  const held = useRef<Row<"note"> | null>(null);
  const find = useCallback(() => findRow(device, "note", noteId), [device, noteId]);
  const opened = useCallback(
    async (found: Found | null) => {
      const note = found && (await openOr(device, "note", found, null));
      if (!note || !held.current || said(note) !== said(held.current)) held.current = note;
      return held.current;
    },
    [device],
  );
  return useLive(find, opened);
}

function said({ changed: _changed, besides: _besides, edited: _edited, ...note }: Row<"note">): string {
  return canonicalJson(note);
}

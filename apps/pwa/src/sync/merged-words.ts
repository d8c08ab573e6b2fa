import type { Merged } from "@cliently/api/domain/note/note";
import { spansOf, type Span } from "@cliently/api/domain/note/spans";
import type { YUpdateV2 } from "@cliently/api/domain/note/y-update";
import { useCallback } from "react";

import type { CanonicalRow } from "../local/local-database.ts";
import { deviceId, type Device } from "./device.ts";
import { useDevice, useLive } from "./hooks.tsx";
import { openRow } from "./read-row.ts";
import { useNote } from "./use-note.ts";

/**
 * Words of two devices that came together and were not read yet: when, with which other device, and what came from elsewhere.
 * `edits`: those of all devices that one of them had not known.
 */
export type MergedWords = { mid: string; at: number; from: string; spans: Span[]; edits: YUpdateV2[] };

/** What was merged into a note since the person last read it, live; null when there is nothing. */
export function useMergedWords(noteId: string): MergedWords | null {
  const device = useDevice();
  const merged = useNote(noteId)?.merged ?? null;
  const asked = JSON.stringify(merged);
  const find = useCallback(async () => (asked === "null" ? null : findEdits(device, noteId)), [device, noteId, asked]);
  const opened = useCallback(
    (found: FoundEdits | null) => found && openMerged(device, JSON.parse(asked) as Merged, found), // written above
    [device, asked],
  );
  return useLive(find, opened) ?? null;
}

type FoundEdits = { own: string; rows: CanonicalRow[] };

/** The edits of a note that lie here one by one, and who this device is. */
export async function findEdits(device: Device, noteId: string): Promise<FoundEdits> {
  const [own, rows] = await Promise.all([
    deviceId(device),
    device.cache.rows("note-update").where("noteId").equals(noteId).toArray(),
  ]);
  return { own, rows };
}

/** What other devices wrote after the last edit that all knew. */
export async function openMerged(device: Device, merged: Merged, { own, rows }: FoundEdits): Promise<MergedWords> {
  const known = rows.find(({ id }) => id === merged.over)?.ver ?? 0;
  const later = rows.filter(({ ver }) => ver > known);
  // One that is spoilt is fetched again by whoever shows the text.
  const edits = await Promise.allSettled(later.map((row) => openRow(device, "note-update", row)));
  const readable = edits.flatMap((edit) => (edit.status === "fulfilled" ? [edit.value] : []));
  const others = readable.filter(({ device: by }) => by && by !== own);
  const { mid, at } = merged;
  return {
    mid,
    at,
    from: merged.device === own ? merged.with : merged.device,
    spans: spansOf(others.map(({ update }) => update)),
    edits: readable.map(({ update }) => update),
  };
}

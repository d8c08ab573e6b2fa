import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";

import { useDevice } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { useNoteChange, type NoteChanges } from "./use-note-change.ts";

export type SessionTimer = { since: number | null; toggle: () => void };

/** The clock of a session. It runs in the note itself: over reloads, and on every device. */
export function useSessionTimer(note: Row<"note"> | null | undefined): SessionTimer {
  const device = useDevice();
  const { choose } = useNoteChange({ id: note?.id ?? "" });
  return {
    since: note?.timedFrom ?? null,
    toggle() {
      if (note?.status === "draft") choose(timed(note, timeNow(device)));
    },
  };
}

/**
 * What starting the clock, or stopping it, changes: the session is over now, and began with the clock if it had no end and
 * nobody has said when it began.
 */
export function timed(note: Row<"note">, now: number): NoteChanges {
  const { timedFrom } = note;
  const over = overOf(note, "timedFrom");
  if (timedFrom === null || timedFrom === undefined) return { timedFrom: { value: now, over } };
  const isSaid = note.stamps["startedAt"]?.at !== note.createdAt;
  const isFirst = (note.endedAt === null || note.endedAt === undefined) && !isSaid;
  return {
    timedFrom: { value: null, over },
    endedAt: { value: now, over: overOf(note, "endedAt") },
    ...(isFirst ? { startedAt: { value: timedFrom, over: overOf(note, "startedAt") } } : {}),
  };
}

import { overOf, type Over } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";

import { localDay } from "../../platform/days.ts";
import { momentOf, timeOf } from "./moment.ts";
import { endWith } from "./session-time.ts";
import type { NoteChanges } from "./use-note-change.ts";

/** One of the two fields in which one types when a session began. */
export type StartPart = {
  part: "day" | "time";
  /** The moment that is meant by what is typed in one, with the other as it is in the note; undefined when none is. */
  meant: (typed: string, note: Row<"note">) => number | undefined;
};

export const startDay: StartPart = {
  part: "day",
  meant: (day, { startedAt }) => (day < "1970-01-02" ? undefined : momentOf(day, timeOf(startedAt))),
};

export const startTime: StartPart = {
  part: "time",
  meant: (time, { startedAt }) => (time ? momentOf(localDay(startedAt), time) : undefined),
};

/** Puts the start right in the note as it is by then; the end goes along. */
export function startChanges({ meant }: StartPart, typed: string, over: Over, now: Row<"note">): NoteChanges {
  const value = meant(typed, now) ?? now.startedAt;
  const endedAt = endWith(value, now);
  return {
    startedAt: { value, over },
    ...(endedAt === (now.endedAt ?? null) ? {} : { endedAt: { value: endedAt, over: overOf(now, "endedAt") } }),
  };
}

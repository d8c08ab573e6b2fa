import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";

import type { OpenFields } from "../../sync/hooks.tsx";
import { momentOf } from "./moment.ts";

export const TIMES = ["week", "month", "range"] as const;

/** Which notes one looks at. It stands in the address, which the browser writes down: no word of a note does. */
export type NotesView = {
  isUnsigned: boolean;
  template: string | null;
  time: (typeof TIMES)[number] | null;
  /** The days of a range, yyyy-mm-dd. */
  from: string | null;
  to: string | null;
};

export const everyNote: NotesView = { isUnsigned: false, template: null, time: null, from: null, to: null };

export function readView(query: URLSearchParams): NotesView {
  return {
    isUnsigned: query.has("unsigned"),
    template: query.get("template"),
    time: TIMES.find((time) => time === query.get("time")) ?? null,
    from: dayIn(query.get("from")),
    to: dayIn(query.get("to")),
  };
}

/** The address's query with this view in it, and whatever else was there. */
export function withView(query: URLSearchParams, view: NotesView): URLSearchParams {
  const { isUnsigned, template, time } = view;
  const { from, to } = time === "range" ? view : everyNote;
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries({ unsigned: isUnsigned ? "yes" : null, template, time, from, to }))
    if (value === null) next.delete(name);
    else next.set(name, value);
  return next;
}

export function isNarrowed({ isUnsigned, template, time }: NotesView): boolean {
  return isUnsigned || template !== null || time !== null;
}

/** The notes that lie in this view by what can be read of them without opening them, the newest first. */
export function inView<N extends OpenFields<"note">>(view: NotesView, notes: readonly N[], today: Today): N[] {
  const { from, before } = spanOf(view, today);
  return notes
    .filter(
      ({ status, startedAt }) => (!view.isUnsigned || status === "draft") && startedAt >= from && startedAt < before,
    )
    .toSorted((a, b) => b.startedAt - a.startedAt);
}

/** Whether an opened note is of the template that is asked for. */
export function isOfTemplate({ template }: NotesView, note: Row<"note">): boolean {
  return template === null || templateOf(note.template).id === template;
}

/** The day it is, yyyy-mm-dd, and on which day a week begins where the person lives: 1 is Monday, 7 Sunday. */
export type Today = { day: string; weekBegins: number };

/** From when until when, in ms. */
export function spanOf({ time, from, to }: NotesView, { day, weekBegins }: Today): { from: number; before: number } {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const midnight = (ofMonth: number, ofDay: number) => new Date(year, ofMonth - 1, ofDay).getTime();
  switch (time) {
    case null:
      return { from: 0, before: LAST };
    case "week": {
      const since = (new Date(year, month - 1, date).getDay() - weekBegins + 7) % 7;
      return { from: midnight(month, date - since), before: midnight(month, date - since + 7) };
    }
    case "month":
      return { from: midnight(month, 1), before: midnight(month + 1, 1) };
    case "range":
      return { from: from ? momentOf(from, "00:00") : 0, before: to ? endOfDay(to) : LAST };
  }
}

/** Later than any time there is. */
const LAST = Number.MAX_SAFE_INTEGER;

function endOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + 1).getTime();
}

function dayIn(value: string | null): string | null {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}

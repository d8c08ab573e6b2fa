import type { Row } from "@cliently/api/domain/store";
import { useCallback, useState } from "react";

import { localDay } from "../../platform/days.ts";
import { openOr, useDevice, useLive, type OpenFields } from "../../sync/hooks.tsx";
import { findRows, type Found, type RowsQuery } from "../../sync/read-row.ts";
import { inView, isNarrowed, isOfTemplate, spanOf, type NotesView, type Today } from "./notes-view.ts";

export type ShownNotes = { notes: Row<"note">[]; unreadable: number; hasMore: boolean };

type Wanted = {
  view: NotesView;
  /** Of this client alone. */
  clientId?: string;
  /** Of nobody of these. */
  without?: readonly string[];
  limit: number;
};

type Asked = { view: NotesView; without: string[]; today: Today };

/** So many are shown at once. */
export const PAGE = 50;

/** So many notes are opened at once while one of a template is looked for, so that the page stays awake. */
const CHUNK = 200;

/**
 * The newest notes of a view, live; undefined until the first are there. What can be read without opening a note decides
 * first; notes are opened only until there are enough.
 */
export function useNotes({ view, clientId, without = NOBODY, limit }: Wanted): ShownNotes | undefined {
  const device = useDevice();
  const today = { day: localDay(device.world.clock()), weekBegins: weekBegins() };
  const query = JSON.stringify(queryOf(view, clientId, limit, today)); // as text, so that an equal one is the same
  const asked = JSON.stringify({ view, without, today });
  const find = useCallback(() => findRows(device, "note", JSON.parse(query) as RowsQuery<"note">), [device, query]); // written above
  const opened = useCallback(
    async (found: Found[]): Promise<ShownNotes> => {
      const { view: wanted, without: nobody, today: day } = JSON.parse(asked) as Asked; // written above
      const candidates = inView(wanted, found as unknown as (Found & OpenFields<"note">)[], day) // open fields lie as they are
        .filter((note) => !nobody.includes(note.clientId));
      const size = wanted.template === null ? limit + 1 : CHUNK;
      const notes: Row<"note">[] = [];
      let unreadable = 0;
      for (let at = 0; at < candidates.length && notes.length <= limit; at += size) {
        const chunk = candidates.slice(at, at + size);
        const rows = await Promise.all(chunk.map((row) => openOr(device, "note", row, null)));
        const readable = rows.filter((row) => row !== null);
        unreadable += rows.length - readable.length;
        notes.push(...readable.filter((row) => isOfTemplate(wanted, row)));
      }
      // Those of clients in the bin may be among the newest that were asked for.
      const hasMore = notes.length > limit || (!isNarrowed(wanted) && found.length > limit);
      return { notes: notes.slice(0, limit), unreadable, hasMore };
    },
    [device, asked, limit],
  );
  const answer = useLive(find, opened);
  // What was shown stays until the next is there: a list that goes and comes takes one's place in it away.
  const [last, setLast] = useState<ShownNotes>();
  if (answer && answer !== last) setLast(answer);
  return answer ?? last;
}

const NOBODY: readonly string[] = [];

function queryOf(view: NotesView, clientId: string | undefined, limit: number, today: Today): RowsQuery<"note"> {
  if (clientId !== undefined) return { list: "clientId", value: clientId };
  if (view.time !== null) return { between: "startedAt", ...spanOf(view, today) };
  if (view.isUnsigned) return { list: "status", value: "draft" };
  return isNarrowed(view) ? { all: true } : { newest: "startedAt", limit: limit + 1 };
}

/** 1 is Monday, 7 Sunday; where the browser does not know, Monday. TypeScript does not know of it yet. */
function weekBegins(): number {
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? 1;
}

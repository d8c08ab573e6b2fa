import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { useState } from "react";

import { Unreadable } from "../../unreadable.tsx";
import { NoteFilters, useNotesView } from "./note-filters.tsx";
import { NoteList } from "./note-list.tsx";
import { NoneInView } from "./none-in-view.tsx";
import { everyNote, isNarrowed } from "./notes-view.ts";
import { PAGE, useNotes } from "./use-notes.ts";

/** The notes about one client, newest first, or those one asks for. */
export function ClientNotes({ clientId }: { clientId: string }) {
  const [limit, setLimit] = useState(PAGE);
  const [view, onView] = useNotesView();
  const read = useNotes({ view, clientId, limit });
  if (!read) return null;
  const { notes, unreadable, hasMore } = read;
  const isEmpty = notes.length === 0 && !isNarrowed(view);
  return (
    <>
      <Unreadable noun="note" count={unreadable} />
      {!isEmpty && <NoteFilters view={view} onView={onView} />}
      <NoteList
        notes={notes}
        showsClient={false}
        onMore={hasMore ? () => setLimit(limit + PAGE) : undefined}
        empty={
          unreadable === 0 &&
          (isEmpty ? (
            <EmptyState
              title="No notes yet"
              actions={
                <LinkButton href={`/notes/new?client=${clientId}`} variant="primary">
                  Write the first one
                </LinkButton>
              }
            />
          ) : (
            <NoneInView onAll={() => onView(everyNote)} />
          ))
        }
      />
    </>
  );
}

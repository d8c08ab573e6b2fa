import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { PageHeader } from "@cliently/ui/page-header";
import { NotebookPen, Plus } from "lucide-react";
import { useState } from "react";

import { useOpenFields } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { NoteFilters, useNotesView } from "./note-filters.tsx";
import { NoteList } from "./note-list.tsx";
import { NoneInView } from "./none-in-view.tsx";
import { everyNote, isNarrowed } from "./notes-view.ts";
import { PAGE, useNotes } from "./use-notes.ts";

/** All notes, newest first, or those one asks for. */
export function NotesPage() {
  const [limit, setLimit] = useState(PAGE);
  const [view, onView] = useNotesView();
  const inBin = useOpenFields("client", { inBin: true });
  const read = useNotes({ view, without: (inBin ?? []).map(({ id }) => id), limit });
  if (!read || !inBin) return null;
  const { notes, unreadable, hasMore } = read;
  const isEmpty = notes.length === 0 && !isNarrowed(view);

  return (
    <>
      <PageHeader
        title="Notes"
        actions={
          <LinkButton href="/notes/new" variant="primary" icon={<Plus aria-hidden />}>
            New note
          </LinkButton>
        }
      />
      <Unreadable noun="note" count={unreadable} />
      {!isEmpty && <NoteFilters view={view} onView={onView} />}
      <NoteList
        notes={notes}
        showsClient
        onMore={hasMore ? () => setLimit(limit + PAGE) : undefined}
        empty={
          unreadable === 0 &&
          (isEmpty ? (
            <EmptyState
              icon={<NotebookPen aria-hidden />}
              title="No notes yet"
              actions={
                <LinkButton href="/notes/new" variant="primary">
                  Write the first one
                </LinkButton>
              }
            >
              Notes are kept on this device as you type and go up when there is a network.
            </EmptyState>
          ) : (
            <NoneInView onAll={() => onView(everyNote)} />
          ))
        }
      />
    </>
  );
}

import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { PageHeader } from "@cliently/ui/page-header";
import { NotebookPen, Plus } from "lucide-react";
import { useState } from "react";

import { useReadRows, useRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { NoteList } from "./note-list.tsx";

const PAGE = 50;

/** All notes, newest first. */
export function NotesPage() {
  const [limit, setLimit] = useState(PAGE);
  const read = useReadRows("note", { newest: "startedAt", limit: limit + 1 });
  const clientsInBin = useRows("client", { inBin: true });
  if (!read || !clientsInBin) return null;
  const { rows: notes, unreadable } = read;
  const shown = notes.slice(0, limit).filter(({ clientId }) => !clientsInBin.some(({ id }) => id === clientId));

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
      <NoteList
        notes={shown}
        showsClient
        onMore={notes.length + unreadable > limit ? () => setLimit(limit + PAGE) : undefined}
        empty={
          unreadable === 0 && (
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
          )
        }
      />
    </>
  );
}

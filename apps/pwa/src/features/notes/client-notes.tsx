import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";

import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { NoteList } from "./note-list.tsx";

/** The notes about one client, newest first. */
export function ClientNotes({ clientId }: { clientId: string }) {
  const read = useReadRows("note", { list: "clientId", value: clientId });
  if (!read) return null;
  const { rows: notes, unreadable } = read;
  return (
    <>
      <Unreadable noun="note" count={unreadable} />
      <NoteList
        notes={notes.toSorted((a, b) => b.startedAt - a.startedAt)}
        showsClient={false}
        empty={
          unreadable === 0 && (
            <EmptyState
              title="No notes yet"
              actions={
                <LinkButton href={`/notes/new?client=${clientId}`} variant="primary">
                  Write the first one
                </LinkButton>
              }
            />
          )
        }
      />
    </>
  );
}

import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";

import { useRows } from "../../sync/hooks.tsx";
import { NoteList } from "./note-list.tsx";

/** The notes about one client, newest first. */
export function ClientNotes({ clientId }: { clientId: string }) {
  const notes = useRows("note", { list: "clientId", value: clientId });
  if (!notes) return null;
  return (
    <NoteList
      notes={notes.toSorted((a, b) => b.startedAt - a.startedAt)}
      showsClient={false}
      empty={
        <EmptyState
          title="No notes yet"
          actions={
            <LinkButton href={`/notes/new?client=${clientId}`} variant="primary">
              Write the first one
            </LinkButton>
          }
        />
      }
    />
  );
}

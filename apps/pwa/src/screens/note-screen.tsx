import { Suspense } from "react";

import { ClientFacts } from "../features/notes/client-facts.tsx";
import { NotePage } from "../features/notes/note-page.tsx";
import { SummaryPanel } from "./lazy.ts";

/** One session note, and beside it what helps to write it and what comes of it. */
export function NoteScreen({ noteId }: { noteId: string }) {
  return (
    <NotePage
      noteId={noteId}
      aside={(note) => (
        <>
          <Suspense>
            <SummaryPanel noteId={noteId} {...note} />
          </Suspense>
          <ClientFacts clientId={note.clientId} />
        </>
      )}
    />
  );
}

import { Suspense } from "react";

import { DeleteButton } from "../features/bin/delete-button.tsx";
import { InBinNotice } from "../features/bin/in-bin-notice.tsx";
import { EarlierVersions } from "../features/history/earlier-versions.tsx";
import { MergedNotice } from "../features/history/merged-notice.tsx";
import { Conflicts } from "../features/needs-you/conflicts.tsx";
import { ClientFacts } from "../features/notes/client-facts.tsx";
import { NotePage } from "../features/notes/note-page.tsx";
import { SummaryPanel } from "./lazy.ts";

/** One session note, and beside it what helps to write it and what comes of it. */
export function NoteScreen({ noteId }: { noteId: string }) {
  return (
    <NotePage
      noteId={noteId}
      notices={
        <>
          <InBinNotice noun="note" id={noteId} />
          <Conflicts noun="note" id={noteId} />
        </>
      }
      over={<MergedNotice noteId={noteId} />}
      aside={(note) => (
        <>
          <Suspense>
            <SummaryPanel
              noteId={noteId}
              {...note}
              conflictsOf={(summaryId) => <Conflicts noun="summary" id={summaryId} />}
            />
          </Suspense>
          <ClientFacts clientId={note.clientId} />
          <EarlierVersions noteId={noteId} doc={note.doc} flush={note.flush} />
          <DeleteButton noun="note" id={noteId} beforehand={note.flush} />
        </>
      )}
    />
  );
}

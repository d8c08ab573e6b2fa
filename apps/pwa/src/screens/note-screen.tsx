import { Suspense } from "react";

import { DeleteButton } from "../features/bin/delete-button.tsx";
import { InBinNotice } from "../features/bin/in-bin-notice.tsx";
import { Conflicts } from "../features/needs-you/conflicts.tsx";
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
      aside={(note) => (
        <>
          <Suspense>
            <SummaryPanel
              noteId={noteId}
              {...note}
              conflictsOf={(summaryId) => <Conflicts noun="summary" id={summaryId} />}
            />
          </Suspense>
          <DeleteButton noun="note" id={noteId} beforehand={note.flush} />
        </>
      )}
    />
  );
}

import { Suspense } from "react";

import { DeleteButton } from "../features/bin/delete-button.tsx";
import { InBinNotice } from "../features/bin/in-bin-notice.tsx";
import { NoteGoals } from "../features/goals/note-goals.tsx";
import { NoteAnswerPrompts } from "../features/measures/answer-prompt.tsx";
import { NoteMeasures } from "../features/measures/note-measures.tsx";
import { EarlierVersions } from "../features/history/earlier-versions.tsx";
import { MergedNotice } from "../features/history/merged-notice.tsx";
import { Conflicts } from "../features/needs-you/conflicts.tsx";
import { SetAsideWords } from "../features/needs-you/set-aside-words.tsx";
import { ClientFacts } from "../features/notes/client-facts.tsx";
import { NotePage, type NoteInHand } from "../features/notes/note-page.tsx";
import { lazyScreen } from "../platform/lazy-screen.tsx";
import { FieldsContext, useFieldsBelow } from "../writing/fields-here.ts";
import { SummaryPanel } from "./lazy.ts";

// Not in lazy.ts, which the first list waits for.
const SignBar = lazyScreen(() => import("../features/signing/sign-bar.tsx").then((file) => file.SignBar));
const SignedNote = lazyScreen(() => import("../features/signing/signed-note.tsx").then((file) => file.SignedNote));
const PrintNote = lazyScreen(() => import("../features/signing/print-note.tsx").then((file) => file.PrintNote));

/** One session note, and beside it what helps to write it and what comes of it. `signer`: what its writer is called. */
export function NoteScreen({ noteId, signer }: { noteId: string; signer: string }) {
  const fields = useFieldsBelow();
  const notices = (
    <>
      <InBinNotice noun="note" id={noteId} />
      <SetAsideWords noteId={noteId} />
      <Conflicts noun="note" id={noteId} />
      <NoteAnswerPrompts noteId={noteId} />
    </>
  );
  const goals = (note: NoteInHand) => <NoteGoals noteId={noteId} clientId={note.clientId} doc={note.doc} />;
  const addendumConflicts = (addendumId: string) => <Conflicts noun="addendum" id={addendumId} />;
  const aside = (note: NoteInHand) => (
    <>
      <Suspense>
        <SummaryPanel
          noteId={noteId}
          {...note}
          conflictsOf={(summaryId) => <Conflicts noun="summary" id={summaryId} />}
        />
      </Suspense>
      <NoteMeasures clientId={note.clientId} noteId={noteId} />
      <EarlierVersions noteId={noteId} doc={note.doc} flush={note.flush} />
      <div>
        <Suspense>
          <PrintNote noteId={noteId} clientId={note.clientId} doc={note.doc} />
        </Suspense>
        <DeleteButton noun="note" id={noteId} beforehand={note.flush} />
      </div>
    </>
  );

  return (
    <FieldsContext value={fields}>
      <NotePage
        noteId={noteId}
        notices={notices}
        over={({ doc }) => <MergedNotice noteId={noteId} doc={doc} />}
        goals={goals}
        aside={aside}
        foot={({ doc, flush }) => (
          <Suspense>
            <SignBar noteId={noteId} doc={doc} flush={flush} signer={signer} conflictsOf={addendumConflicts} />
          </Suspense>
        )}
        signed={(note, receipt) => (
          <Suspense>
            <SignedNote
              noteId={noteId}
              receipt={receipt}
              notices={notices}
              aside={
                <>
                  {goals(note)}
                  {aside(note)}
                  <ClientFacts clientId={note.clientId} />
                </>
              }
              conflictsOf={addendumConflicts}
            />
          </Suspense>
        )}
      />
    </FieldsContext>
  );
}

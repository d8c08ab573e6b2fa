import type { HowWritten } from "@cliently/api/domain/note/templates";
import { writtenSections } from "@cliently/api/domain/note/plain-text";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";
import type { Doc } from "yjs";

import { CopyButton } from "../../copy-button.tsx";
import { localDay } from "../../platform/days.ts";
import { saveFile } from "../../platform/save-file.ts";
import type { NoteText } from "../../sync/note-text.ts";
import { useReceipt } from "../../sync/use-note-text.ts";

type Props = { text: NoteText; note: HowWritten & { startedAt: number } };

/** On a note whose newest words are in this page alone: ways to bring all of it to safety. */
export function NotSavedNotice({ text, note }: Props) {
  const { state } = useReceipt(text);
  const [isNotSaved, setNotSaved] = useState(false);
  // From the first failure until everything is safe: it must not come and go with every key.
  if (state === "failed" && !isNotSaved) setNotSaved(true);
  if ((state === "device" || state === "server") && isNotSaved) setNotSaved(false);
  return isNotSaved && <WaysToSafety doc={text.doc} note={note} />;
}

function WaysToSafety({ doc, note }: Omit<Props, "text"> & { doc: Doc }) {
  const words = wordsOf(doc, note);

  return (
    <Notice
      kind="danger"
      title="Your newest words are not saved"
      className="mt-4"
      isLive
      actions={
        <>
          <CopyButton words={words} label="Copy the note" />
          <Button size="small" onPress={() => saveFile(words, `note-${localDay(note.startedAt)}.txt`)}>
            Save as a file
          </Button>
        </>
      }
    >
      They are in this page alone. Keep it open: saving is tried again every few seconds. A file is not encrypted;
      delete it once the note is saved here.
    </Notice>
  );
}

function wordsOf(doc: Doc, note: HowWritten): string {
  return writtenSections(doc, note)
    .map(({ name, text }) => `${name}\n${text}`)
    .join("\n\n");
}

import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { writtenSections } from "@cliently/api/domain/note/plain-text";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";
import type { Doc } from "yjs";

import { localDay } from "../../local-day.ts";
import { saveFile } from "../../platform/save-file.ts";

type Props = { doc: Doc; template: TemplateChoice; startedAt: number };

/** On a note whose newest words are in this page alone: ways to bring all of it to safety. */
export function NotSavedNotice({ doc, template, startedAt }: Props) {
  const [copied, setCopied] = useState<string>();
  const words = wordsOf(doc, template);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(words);
    setCopied(words);
  }

  return (
    <Notice
      kind="danger"
      title="Your newest words are not saved"
      className="mt-4"
      isLive
      actions={
        <>
          <Button size="small" onPress={() => void copy()}>
            {copied === words ? "Copied" : "Copy the note"}
          </Button>
          <Button size="small" onPress={() => saveFile(words, `note-${localDay(startedAt)}.txt`)}>
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

function wordsOf(doc: Doc, template: TemplateChoice): string {
  return writtenSections(doc, template)
    .map(({ name, text }) => `${name}\n${text}`)
    .join("\n\n");
}

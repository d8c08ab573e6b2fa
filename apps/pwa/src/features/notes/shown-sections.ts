import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText, sectionsIn } from "@cliently/api/domain/note/plain-text";
import { leftSections, OTHER, templateOf, type Section, type HowWritten } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { useEffect, useState } from "react";
import type { Doc } from "yjs";

import { FROM_DISK, type NoteText } from "../../sync/note-text.ts";

/** The template's sections, and after them any other that has words: switching the template hides nothing. */
export function shownSections(doc: Doc, note: HowWritten): Section[] {
  const written = sectionsIn(doc).filter((id) => plainText(doc.getXmlFragment(fragmentName(id))).trim() !== "");
  const left = leftSections(note, written).map(({ id, name }) => ({ id, name: otherName(name) }));
  return [...templateOf(note.template).sections, ...left];
}

/** Draws the page anew when words came into a section that is not shown, and not with every key. */
export function useNewSections(text: NoteText | undefined, note: Row<"note"> | null | undefined): void {
  const [, setShown] = useState("");
  useEffect(() => {
    if (!text || !note) return;
    const came = (_update: Uint8Array, origin: unknown) =>
      origin === FROM_DISK &&
      setShown(
        shownSections(text.doc, note)
          .map(({ id }) => id)
          .join(" "),
      );
    text.doc.on("updateV2", came);
    return () => text.doc.off("updateV2", came);
  }, [text, note]);
}

function otherName(name: string): string {
  return name.startsWith(OTHER) ? name : `${OTHER} · ${name}`;
}

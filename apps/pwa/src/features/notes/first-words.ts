import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { useEffect, useState } from "react";

import type { Device } from "../../sync/device.ts";
import { useDevice } from "../../sync/hooks.tsx";

/** How a note begins, read after the list is on screen; undefined until then. */
export function useFirstWords(noteId: string, template: TemplateChoice): string | undefined {
  const device = useDevice();
  const [words, setWords] = useState<string>();
  useEffect(() => {
    let current = true;
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 50));
    idle(() => {
      const show = (found: string) => current && setWords(found);
      // Why is said where the note is opened.
      if (current) firstWords(device, noteId, template).then(show, () => show("Part of it cannot be read just now"));
    });
    return () => {
      current = false;
    };
  }, [device, noteId, template]);
  return words;
}

async function firstWords(device: Device, noteId: string, template: TemplateChoice): Promise<string> {
  const [{ readNote }, { writtenSections }] = await Promise.all([
    import("../../sync/read-note.ts"),
    import("@cliently/api/domain/note/plain-text"),
  ]);
  const doc = await readNote(device, noteId);
  const texts = writtenSections(doc, { template }).map(({ text }) => text);
  doc.destroy();
  return texts.join(" ").replaceAll(/\s+/g, " ").trim().slice(0, 140);
}

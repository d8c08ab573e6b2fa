import { useEffect, useState } from "react";

import type { Device } from "../../sync/device.ts";
import { useDevice } from "../../sync/hooks.tsx";

/** How a note begins, read after the list is on screen; undefined until then. */
export function useFirstWords(noteId: string): string | undefined {
  const device = useDevice();
  const [words, setWords] = useState<string>();
  useEffect(() => {
    let current = true;
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 50));
    idle(() => {
      if (current) void firstWords(device, noteId).then((found) => current && setWords(found));
    });
    return () => {
      current = false;
    };
  }, [device, noteId]);
  return words;
}

async function firstWords(device: Device, noteId: string): Promise<string> {
  const [{ readNote }, { plainText, sectionsIn }, { fragmentName }] = await Promise.all([
    import("../../sync/read-note.ts"),
    import("@cliently/api/domain/note/plain-text"),
    import("@cliently/api/domain/note/first-text"),
  ]);
  const doc = await readNote(device, noteId);
  const texts = sectionsIn(doc).map((id) => plainText(doc.getXmlFragment(fragmentName(id))));
  doc.destroy();
  return texts.join(" ").replaceAll(/\s+/g, " ").trim().slice(0, 140);
}

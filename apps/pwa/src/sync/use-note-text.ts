import { startTransition, useEffect, useState } from "react";

import { useDevice, useEngine } from "./hooks.tsx";
import { openNoteText, type NoteReceipt, type NoteText } from "./note-text.ts";

/**
 * A note's text, open while the component is there; undefined while it is being opened. When words in it were not taken
 * it is opened anew without them: whatever was typed on from them could not be taken either.
 */
export function useNoteText(noteId: string): NoteText | undefined {
  const device = useDevice();
  const engine = useEngine();
  const [text, setText] = useState<NoteText>();
  const [times, setTimes] = useState(0);

  useEffect(() => device.onRefusedText(noteId, () => setTimes((before) => before + 1)), [device, noteId]);

  useEffect(() => {
    let current = true;
    const opening = openNoteText(device, noteId, { isOffline: () => engine.state().kind === "offline" });
    void opening.then((opened) => current && setText(opened));
    return () => {
      current = false;
      setText(undefined);
      device.underWay(opening.then((opened) => opened.close())).catch(() => {}); // what the disk refused is tried on, also without a screen
    };
  }, [device, engine, noteId, times]);

  return text;
}

/** Where a note's words are, live. */
export function useReceipt(text: NoteText): NoteReceipt {
  const [receipt, setReceipt] = useState(text.receipt);
  useEffect(() => {
    // Not before the glyph: it changes within the key that it tells of.
    const show = () => startTransition(() => setReceipt(text.receipt()));
    show();
    return text.onReceipt(show);
  }, [text]);
  return receipt;
}

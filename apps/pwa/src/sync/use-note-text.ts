import { startTransition, useEffect, useState } from "react";
import { flushSync } from "react-dom";

import { inTurn } from "../local/in-turn.ts";
import { useDevice, useEngine } from "./hooks.tsx";
import { openNoteText, type NoteReceipt, type NoteText } from "./note-text.ts";

/**
 * A note's text, open while the component is there; undefined while it is being opened. When words in it were not taken
 * it is opened anew without them: whatever was typed on from them could not be taken either. Until then one goes on
 * seeing, and writing in, what was there.
 */
export function useNoteText(noteId: string): NoteText | undefined {
  const device = useDevice();
  const engine = useEngine();
  const [text, setText] = useState<NoteText>();

  useEffect(() => {
    const turn = inTurn();
    let isThere = true;
    let newest = 0;
    let last: NoteText | undefined;
    const open = () => {
      const mine = ++newest;
      return turn(async () => {
        if (!isThere || mine !== newest) return;
        const before = last;
        await before?.flush(true).catch(() => {}); // what of it can be taken is in the next one from the beginning
        last = await openNoteText(device, noteId, { isOffline: () => engine.state().kind === "offline" });
        if (!isThere) return before?.close();
        if (!before) return setText(last);
        const next = last;
        flushSync(() => setText(next)); // no key may fall into what is closed below
        await before.close();
      });
    };
    void open();
    const forget = device.onRefusedText(noteId, () => void device.underWay(open()).catch(() => {}));
    return () => {
      isThere = false;
      forget();
      setText(undefined);
      device.underWay(turn(async () => last?.close())).catch(() => {}); // what the disk refused is tried on, also without a screen
    };
  }, [device, engine, noteId]);

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

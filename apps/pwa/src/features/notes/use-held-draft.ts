import type { Row } from "@cliently/api/domain/store";
import { useEffect, useState, type FocusEvent } from "react";

import { isEditable } from "../../platform/is-editable.ts";

type HeldDraft = {
  /** The note as it is shown. */
  note: Row<"note"> | null | undefined;
  /** It was signed meanwhile, and is shown as it was before. */
  isHeld: boolean;
  /** Of what one writes in. */
  writing: { onFocus: (event: FocusEvent) => void; onBlur: () => void };
};

/** Who has written nothing for so long looks at the page. In ms. */
const PAUSE_MS = 5_000;

/**
 * A draft that is signed elsewhere while somebody writes in it stays a draft in front of them until they leave the text,
 * or pause: taken from under their hands, the next words would go nowhere, and their letters be heard by the page as keys. What
 * they write until then is offered to the signed note, as words are that came late.
 */
export function useHeldDraft(row: Row<"note"> | null | undefined): HeldDraft {
  const [isWriting, setWriting] = useState(false);
  const [draft, setDraft] = useState<Row<"note">>();
  if (row?.status === "draft" && row !== draft) setDraft(row);
  if (row?.status === "signed" && draft && !isWriting) setDraft(undefined);
  const isHeld = row?.status === "signed" && draft?.id === row.id && isWriting;
  useEffect(() => {
    if (!isHeld) return;
    const leave = () => setWriting(false);
    let pause = setTimeout(leave, PAUSE_MS);
    const on = new AbortController();
    const goesOn = () => {
      clearTimeout(pause);
      pause = setTimeout(leave, PAUSE_MS);
    };
    addEventListener("input", goesOn, { signal: on.signal });
    return () => {
      on.abort();
      clearTimeout(pause);
    };
  }, [isHeld]);

  return {
    note: isHeld ? draft : row,
    isHeld,
    writing: {
      // A dialog in which one signs is not in the text, though React tells of it here.
      onFocus: ({ target, currentTarget }) => setWriting(currentTarget.contains(target) && isEditable(target)),
      onBlur: () => setWriting(false),
    },
  };
}

import { Notice } from "@cliently/ui/notice";

import type { TooMuch } from "./section-editor.tsx";

/** Why something did not go into the note, and where it can go. */
export function TooMuchNotice({ what }: { what: TooMuch | undefined }) {
  if (!what) return null;
  const isPasted = what === "pasted";
  return (
    <Notice
      kind="needs-you"
      title={isPasted ? "That is too much for one note" : "This note is full"}
      isLive
      className="mt-4"
    >
      {isPasted
        ? "Nothing was changed, and what you copied is still on the clipboard. Put it into a note of its own, or paste it in parts."
        : "What you were writing did not go in; all that stands here is kept. Go on in another note, or take something out of this one."}
    </Notice>
  );
}

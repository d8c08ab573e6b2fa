import { FloatBar } from "@cliently/ui/float-bar";
import { CircleAlert } from "lucide-react";

import type { TooMuch } from "./section-editor.tsx";

/** Why something did not go into the note, and where it can go. Over the text: where one writes it is in sight. */
export function TooMuchNotice({ what }: { what: TooMuch | undefined }) {
  if (!what) return null;
  const isPasted = what === "pasted";
  return (
    <FloatBar label="Did not go in" icon={<CircleAlert aria-hidden className="text-need" />}>
      <p className="font-semibold">{isPasted ? "That is too much for one note" : "This note is full"}</p>
      <p>
        {isPasted
          ? "Nothing was changed. Put it into a note of its own, or paste it in parts."
          : "What you were writing did not go in. Go on in another note, or take something out of this one."}
      </p>
    </FloatBar>
  );
}

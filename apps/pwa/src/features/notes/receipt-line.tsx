import { CircleCheck, CloudOff, Pencil, TriangleAlert } from "lucide-react";

import type { NoteReceipt, NoteText } from "../../sync/note-text.ts";
import { useReceipt } from "../../sync/use-note-text.ts";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Where this note's words are: on this device since when, on the server since when. */
export function ReceiptLine({ text }: { text: NoteText }) {
  const receipt = useReceipt(text);
  const { Icon, look, words } = told(receipt);
  return (
    // Read when one goes there; spoken by itself only when something is wrong, not at every pause.
    <p
      role="status"
      aria-live={receipt.state === "failed" || !receipt.isWhole ? "polite" : "off"}
      className={`flex items-center gap-2 text-sm figures ${look}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {words}
      {!receipt.isWhole && " · Part of this note cannot be read on this device. It is being fetched again."}
    </p>
  );
}

function told({ state, deviceAt, serverAt }: NoteReceipt) {
  const here = deviceAt === null ? "On this device" : `On this device ${time.format(deviceAt)}`;
  switch (state) {
    case "unsaved":
      return { Icon: Pencil, look: "text-faint", words: "Writing…" };
    case "failed":
      return {
        Icon: TriangleAlert,
        look: "text-need",
        words: "Not saved on this device yet. Keep this page open; it is tried again.",
      };
    case "device":
      return { Icon: CloudOff, look: "text-away", words: `${here} · waiting to sync` };
    case "server":
      return {
        Icon: CircleCheck,
        look: "text-soft",
        words: serverAt === null ? `${here} · on the server` : `${here} · on the server ${time.format(serverAt)}`,
      };
  }
}

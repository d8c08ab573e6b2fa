import { CircleCheck, CloudOff, Pencil, TriangleAlert } from "lucide-react";

import type { NoteReceipt, NoteText } from "../../sync/note-text.ts";
import { useReceipt } from "../../sync/use-note-text.ts";
import { useAny, useFields } from "../../writing/fields-here.ts";

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Where all of this note is: on this device since when, on the server since when. */
export function ReceiptLine({ text }: { text: NoteText }) {
  const receipt = useReceipt(text);
  const isWriting = useAny(useFields(), "isInHand") && receipt.state !== "failed"; // which says what to do about it
  const { Icon, look, words } = told(isWriting ? { ...receipt, state: "unsaved" } : receipt);
  return (
    <div className="grid text-sm figures *:col-start-1 *:row-start-1 *:flex *:gap-2 [&_svg]:size-4 [&_svg]:h-[1lh] [&_svg]:shrink-0">
      <p aria-hidden className="invisible">
        <CircleCheck />
        <Lines words={LONGEST} />
      </p>
      {/* Read when one goes there; spoken by itself only when something is wrong, not at every pause. */}
      <p role="status" aria-live={receipt.state === "failed" || !receipt.isWhole ? "polite" : "off"} className={look}>
        <Icon aria-hidden />
        <Lines words={receipt.isWhole ? words : [...words, SPOILT]} />
      </p>
    </div>
  );
}

/** One under the other, so that the longest stands beside a name on a laptop too; in one sentence for whoever listens. */
function Lines({ words }: { words: readonly string[] }) {
  return (
    <span>
      {words.map((line, index) => (
        <span key={line} className="block">
          {index > 0 && <span className="sr-only"> · </span>}
          {line}
        </span>
      ))}
    </span>
  );
}

const SPOILT = "Part of this note cannot be read on this device. It is being fetched again.";

function told({ state, deviceAt, serverAt }: NoteReceipt) {
  const here = deviceAt === null ? "On this device" : `On this device ${time.format(deviceAt)}`;
  switch (state) {
    case "unsaved":
      return { Icon: Pencil, look: "text-faint", words: ["Writing…"] };
    case "failed":
      return {
        Icon: TriangleAlert,
        look: "text-need",
        words: ["Not saved on this device yet.", "Keep this page open; it is tried again."],
      };
    case "device":
      return { Icon: CloudOff, look: "text-away", words: [here, "waiting to sync"] };
    case "server": {
      const there = serverAt === null ? "the server" : `the server ${time.format(serverAt)}`;
      // Of what went there past the disk nothing is said about this device.
      const isStraight = deviceAt === null && serverAt !== null;
      return { Icon: CircleCheck, look: "text-soft", words: isStraight ? [`On ${there}`] : [here, `on ${there}`] };
    }
  }
}

/** As long as it gets while all is well: room for it is kept from the beginning, so that nothing moves while one types. */
const { words: LONGEST } = told({ state: "server", deviceAt: 0, serverAt: 0, isWhole: true });

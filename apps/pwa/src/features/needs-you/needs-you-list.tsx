import type { RefusedReason } from "@cliently/api/domain/mutation";
import { Button } from "@cliently/ui/button";

import { useNeedsYou, type Aside } from "../../sync/hooks.tsx";

/** What the server would not take: why, with every word of it, until the person has put it away. */
export function NeedsYouList() {
  const { items, dismiss } = useNeedsYou();
  if (!items || items.length === 0) return null;
  return (
    <ul className="flex flex-col gap-4">
      {items.map((item) => (
        <li key={item.mid} className="rounded-lg bg-need-soft p-4">
          <p className="font-medium text-need">{reasonOf(item)}</p>
          <p className="mt-1 max-h-40 overflow-y-auto text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
            {wordsOf(item.args)}
          </p>
          <div className="mt-3 flex gap-2">
            <Button size="small" onPress={() => void navigator.clipboard.writeText(wordsOf(item.args))}>
              Copy
            </Button>
            <Button size="small" variant="ghost" onPress={() => void dismiss(item.mid)}>
              Put away
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function reasonOf({ status, reason }: Aside): string {
  if (reason === "unreadable") return "A change on this device can no longer be read. What is left of it is kept here.";
  if (status === "quarantined") return "This change broke something on our side. It is kept here.";
  const sentences: Partial<Record<RefusedReason, string>> = {
    "client-unknown": "The client it belongs to is not there.",
    "note-unknown": "The note it belongs to is not there.",
    "consent-missing": "There is no consent to AI on record for this client.",
    "text-unreadable": "The text could not be read.",
    "text-too-long": "The note would have become longer than Cliently can keep. Put these words into a new note.",
    "arguments-invalid": "Something in it is not allowed, such as a text that is too long.",
  };
  return sentences[reason as RefusedReason] ?? "The server did not take this change.";
}

/** Every text in the arguments of a change, for reading and copying. */
function wordsOf(args: unknown): string {
  if (typeof args === "string") return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(args) ? "" : args;
  if (typeof args !== "object" || args === null) return "";
  return Object.entries(args)
    .map(([name, value]) => (name === "update" ? noteWords(value) : wordsOf(value)))
    .filter(Boolean)
    .join("\n");
}

/** A note's update is no text by itself; what it adds stands in the note on this device. */
function noteWords(update: unknown): string {
  return typeof update === "string" ? "(text of a note)" : "";
}

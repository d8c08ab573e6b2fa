import { Notice } from "@cliently/ui/notice";

import { CopyButton } from "../../copy-button.tsx";
import { useRow } from "../../sync/hooks.tsx";
import { useNeedsYou, type Aside } from "../../sync/use-needs-you.ts";
import { whyOf } from "./sentences.ts";
import { wordsIn } from "./words.ts";

/** In the note itself: words typed into it that the server did not take, and why they are gone from the text. */
export function SetAsideWords({ noteId }: { noteId: string }) {
  const { items = [] } = useNeedsYou();
  const note = useRow("note", noteId);
  const own = items.filter((item) => isOfText(item, noteId)).toSorted((a, b) => a.at - b.at);
  if (own.length === 0) return null;
  const why = [...new Set(own.map((item) => whyOf(item, note?.status === "signed")))];
  const words = own.map(({ args }) => wordsIn(args)).join("\n");

  return (
    <Notice kind="needs-you" title="Words of this note were set aside">
      {why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p
        tabIndex={0}
        role="group"
        aria-label="What was set aside"
        className="my-2 max-h-40 overflow-y-auto rounded-md bg-raised p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {words}
      </p>
      <p className="text-sm">They are kept on this device. Under “Sync” you can try again or discard them.</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton words={words} />
      </div>
    </Notice>
  );
}

function isOfText({ name, args }: Aside, noteId: string): boolean {
  return name === "note.edit" && (args as { id?: string } | null)?.id === noteId; // every edit names its note so
}

import { newId } from "@cliently/api/domain/new-id";
import { Refused } from "@cliently/api/domain/mutation";
import type { Row } from "@cliently/api/domain/store";
import {
  LONGEST_SOURCE,
  promptFor,
  sourceOf,
  sourceOfSealed,
  type SummaryWish,
} from "@cliently/api/domain/summary/prompt";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { Select } from "@cliently/ui/select";
import { useState } from "react";
import type { Doc } from "yjs";

import { hashOf } from "../../platform/hash-of.ts";
import { useDevice, useMutate, useSyncState } from "../../sync/hooks.tsx";
import { useProviderFacts } from "./provider-facts.ts";
import { LENGTHS, STYLES } from "./wishes.ts";

/** Stands where a random line will stand, which is drawn when the request is sent. */
const FENCE = "────────";

type Props = {
  note: Row<"note">;
  doc: Doc;
  /** What the signature says, of a signed note: nothing that came to its text later is sent. */
  sealed: string | undefined;
  onDone: () => void;
};

/** Exactly what would be sent, and to whom. Nothing leaves before the button below is pressed. */
export function SummaryPreview({ note, doc, sealed, onDone }: Props) {
  const facts = useProviderFacts();
  const state = useSyncState();
  const { world } = useDevice();
  const mutate = useMutate();
  const [wish, setWish] = useState<SummaryWish>({ style: "recap", length: "standard" });
  const [refused, setRefused] = useState(false);
  const [source] = useState(() => (note.status === "signed" ? sourceOfSealed(sealed) : sourceOf(doc, note)));

  const prompt = source ? promptFor(source, wish, FENCE) : undefined;
  const problem = !source
    ? "There is nothing in this note that could be sent."
    : source.length > LONGEST_SOURCE
      ? "This note is too long for one summary."
      : undefined;

  async function ask(): Promise<void> {
    if (!source) return;
    const { id: noteId, clientId } = note;
    const id = newId(world.clock(), world.random);
    try {
      await mutate([
        { name: "summary.request", args: { id, noteId, clientId, ...wish, textHash: await hashOf(source) } },
      ]);
      onDone();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefused(true);
    }
  }

  return (
    <Dialog
      title="Generate a summary"
      size="wide"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onDone()}
      footer={
        <>
          <Button variant="ghost" onPress={onDone}>
            Not now
          </Button>
          <Button variant="primary" isDisabled={problem !== undefined} onPress={() => void ask()}>
            {state.kind === "offline" ? "Ask when online" : "Generate"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Style"
            options={STYLES}
            value={wish.style}
            onChange={(style) => setWish({ ...wish, style: style as SummaryWish["style"] })}
          />
          <Select
            label="Length"
            options={LENGTHS}
            value={wish.length}
            onChange={(length) => setWish({ ...wish, length: length as SummaryWish["length"] })}
          />
        </div>
        <p>
          <span className="text-soft">Goes to: </span>
          <strong>{facts?.label ?? "the provider of this server, which it names once you are online"}</strong>
        </p>
        {refused && <Notice kind="needs-you">There is no consent to AI on record for this client any more.</Notice>}
        {problem && <Notice kind="needs-you">{problem}</Notice>}
        {prompt && (
          <>
            <section aria-label="What is sent">
              <h3 className="mb-1 text-sm font-medium">
                What is sent · {(prompt.instruction.length + prompt.content.length).toLocaleString()} characters
              </h3>
              <pre
                tabIndex={0}
                className="max-h-64 overflow-y-auto rounded-md bg-sunk p-3 font-sans text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
              >
                {facts?.leavesServer === false ? source : `${prompt.instruction}\n\n${prompt.content}`}
              </pre>
            </section>
            {state.kind === "offline" && (
              <Notice kind="offline">
                You are offline. The request waits on this device and goes when the connection is back; until then you
                can take it back.
              </Notice>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

import { isMutationName, type Act } from "@cliently/api/domain/catalogue";
import { fullName } from "@cliently/api/domain/client/full-name";
import { Refused } from "@cliently/api/domain/mutation";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextLink } from "@cliently/ui/text-link";
import { useState } from "react";

import { CopyButton } from "../../copy-button.tsx";
import { Problem } from "../../problem.tsx";
import { WHY } from "../../refused-words.ts";
import { actOf } from "../../sync/act-of.ts";
import { useDevice, useMutate, useRow, useUndecided } from "../../sync/hooks.tsx";
import { useNeedsYou, type Aside } from "../../sync/use-needs-you.ts";
import { useNoteOf } from "../../sync/use-note-of.ts";
import { useAttemptHere } from "../../use-attempt.ts";
import { Conflicts } from "./conflicts.tsx";
import { isOfSigning, WHAT, whyOf } from "./sentences.ts";
import { rebased } from "./try-again.ts";
import { wordsIn } from "./words.ts";

/** What cannot go on without the person: what was not taken, with every word of it, and what two devices wrote at once. */
export function NeedsYouList() {
  const { items = [], dismiss } = useNeedsYou();
  const conflicts = useUndecided() ?? [];
  if (items.length === 0 && conflicts.length === 0) return null;
  return (
    <ul aria-label="Needs you" className="flex flex-col gap-4">
      {items
        .toSorted((a, b) => a.at - b.at)
        .map((item) => (
          <li key={item.mid}>
            <NotTaken item={item} onDone={() => dismiss(item.mid)} />
          </li>
        ))}
      {conflicts.map(({ noun, id }) => (
        <li key={`${noun}|${id}`} className="flex flex-col gap-4">
          <Conflicts noun={noun} id={id} isListed />
        </li>
      ))}
    </ul>
  );
}

function NotTaken({ item, onDone }: { item: Aside; onDone: () => Promise<void> }) {
  const device = useDevice();
  const mutate = useMutate();
  const { problem, attempt } = useAttemptHere(whyStill);
  const [isDiscarding, setDiscarding] = useState(false);
  const act = actOf(item);
  const note = useRow("note", useNoteOf(item) ?? "");
  const words = wordsIn(item.args);
  const isSigning = isOfSigning(item.name);
  const mayWork = act !== undefined && !isSigning && item.reason !== "addendum-signed";

  async function tryAgain(): Promise<void> {
    if (!act) return;
    await mutate([await rebased(device, act)]);
    await onDone();
  }

  return (
    <article className="rounded-lg bg-need-soft p-4">
      <h3 className="font-semibold text-need">Not taken: {isMutationName(item.name) ? WHAT[item.name] : "a change"}</h3>
      {act && <About act={act} note={note ?? null} />}
      {problem ? (
        <Problem words={problem} className="mt-1 text-sm" />
      ) : (
        <p className="mt-1 text-sm">{whyOf(item, note?.status === "signed")}</p>
      )}
      {words && (
        <p
          tabIndex={0}
          role="group"
          aria-label="What it says"
          className="mt-2 max-h-40 overflow-y-auto rounded-md bg-raised p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {words}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {mayWork && (
          <Button size="small" onPress={() => attempt(tryAgain())}>
            Try again
          </Button>
        )}
        {words && <CopyButton words={words} />}
        {isSigning ? (
          <Button size="small" onPress={() => attempt(onDone())}>
            All right
          </Button>
        ) : (
          <Button size="small" variant="ghost" onPress={() => setDiscarding(true)}>
            Discard
          </Button>
        )}
      </div>
      <Dialog
        title="Discard this for good?"
        isAlert
        isOpen={isDiscarding}
        onOpenChange={setDiscarding}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Keep it</Button>
            <Button variant="danger" onPress={() => attempt(onDone())}>
              Discard
            </Button>
          </>
        )}
      >
        It is on this device alone. Once discarded, nobody can bring it back.
      </Dialog>
    </article>
  );
}

/** When nothing can be stored, what was set aside is not in this page alone. */
function whyStill(failure: unknown): string {
  if (failure instanceof Refused) return `Still not possible. ${WHY[failure.reason]}`;
  return "Nothing could be stored just now. It is still here, with every word: try again.";
}

/** Where it was to go, as a way there. */
function About({ act, note }: { act: Act; note: Row<"note"> | null }) {
  const { name, args } = act;
  const own = "id" in args ? args.id : "";
  const clientId = name.startsWith("client.") ? own : "clientId" in args ? args.clientId : (note?.clientId ?? "");
  const client = useRow("client", clientId);
  if (!client) return null;
  return (
    <p className="-mx-1 line-clamp-2 p-1 text-sm [overflow-wrap:anywhere]">
      <TextLink href={note ? `/notes/${note.id}` : `/clients/${client.id}`}>
        {note ? "Note about " : ""}
        {fullName(client)}
      </TextLink>
    </p>
  );
}

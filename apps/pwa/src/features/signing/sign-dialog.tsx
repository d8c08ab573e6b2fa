import { fullName } from "@cliently/api/domain/client/full-name";
import { touchedGoals } from "@cliently/api/domain/goal/touched";
import { noteLabels, safetyWords } from "@cliently/api/domain/note/labels";
import { writtenSections } from "@cliently/api/domain/note/plain-text";
import { isLeftPrivate } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { tooLong } from "../../writing/read-field.ts";
import { headerFacts } from "./facts.ts";
import type { ToSign } from "./ready-to-sign.ts";
import { sessionWords } from "./times.ts";

type Props = { toSign: ToSign; name: string; onSign: (name: string) => void; onCancel: () => void };

/** In characters. */
const LONGEST_NAME = 120;

/** Shows what is about to be sealed, and asks. */
export function SignDialog({ toSign: { note, client, goals, doc }, name, onSign, onCancel }: Props) {
  const [signer, setSigner] = useState(name);
  const signedBy = signer.trim();
  const isTooLong = signedBy.length > LONGEST_NAME;
  const isNamed = signedBy !== "" && !isTooLong;
  const sections = writtenSections(doc, note);
  const timer = timerWords(note);
  const facts: [label: string, words: string][] = [
    ["Client", fullName(client)],
    ["Date", sessionWords(note.startedAt, note.endedAt ?? null)],
    ...headerFacts(note),
    ["Written", sections.map((section) => section.name).join(", ")],
    [noteLabels.safety, safetyWords(note.safety) ?? ""],
    [
      "Goals",
      touchedGoals(note, goals)
        .map(({ title }) => title)
        .join("\n"),
    ],
  ];

  return (
    <Dialog
      title="Sign this note?"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      footer={
        <>
          <Button onPress={onCancel}>Not yet</Button>
          <Button variant="primary" isDisabled={!isNamed} onPress={() => onSign(signedBy)}>
            Sign
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-soft">
        {facts.map(
          ([label, words]) =>
            words && (
              <div key={label} className="contents">
                <dt>{label}</dt>
                <dd className="whitespace-pre-wrap figures">{words}</dd>
              </div>
            ),
        )}
      </dl>
      {timer && <p className="mt-3 text-need">{timer}</p>}
      {sections.some(({ id }) => isLeftPrivate(id, note.template)) && (
        <p className="mt-3 text-soft">What was written as private is sealed too. It is left out of paper.</p>
      )}
      <TextField
        className="mt-5"
        label="Signed by"
        name="signer"
        autoComplete="name"
        autoFocus={name === ""}
        value={signer}
        onChange={setSigner}
        onEnter={() => isNamed && onSign(signedBy)}
        error={isTooLong ? tooLong(LONGEST_NAME) : undefined}
        description="As it is to stand under the note, with your title if you have one."
      />
    </Dialog>
  );
}

/** What the clock of a session that is not over means for what is sealed; undefined when it does not run. */
function timerWords({ timedFrom, endedAt }: Row<"note">): string | undefined {
  if (timedFrom === null || timedFrom === undefined) return undefined;
  const hasEnd = endedAt !== null && endedAt !== undefined;
  return hasEnd
    ? "The timer runs again: the end is when it was last stopped."
    : "The timer runs: the session has no end yet.";
}

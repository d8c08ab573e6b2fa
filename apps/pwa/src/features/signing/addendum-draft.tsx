import { Addendum } from "@cliently/api/domain/note/addendum";
import { sealedAddendum } from "@cliently/api/domain/note/sealed-note";
import type { Row } from "@cliently/api/domain/store";
import { undecided } from "@cliently/api/domain/undecided";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState, type ReactNode } from "react";

import { dayWords } from "../../platform/days.ts";
import { hashOf } from "../../platform/hash-of.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { readRow } from "../../sync/read-row.ts";
import { readText } from "../../writing/read-field.ts";
import { useKept } from "../../writing/use-kept.ts";
import { addendumActs } from "./addendum-acts.ts";
import { useDiscard } from "./discarding.ts";
import { refusalWords, whyNotSigned } from "./sentences.ts";

type Props = {
  id: string;
  /** Undefined until its first words are kept. */
  addendum: Row<"addendum"> | undefined;
  signature: Row<"signature">;
  autoFocus: boolean;
  /** What has to be decided about it first. */
  conflicts: ReactNode;
};

/** An addendum while it is written. What is typed stays in the field until it is kept, also when it cannot be. */
export function AddendumDraft({ id, addendum, signature, autoFocus, conflicts }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const discarding = useDiscard();
  const { id: under, noteId, hash: noteHash } = signature;
  const { shown, error, type, keep, isKept } = useKept({
    field: "Addendum",
    of: `the note signed ${dayWords(signature.signedAt)}`,
    kept: addendum?.text ?? "",
    at: { noun: "addendum", row: addendum ?? { id }, path: "text" },
    read: (typed) => readText(Addendum.shape.text, typed.trim() === "" ? "" : typed),
    ...addendumActs({ id, noteId }),
    whileTyping: true,
  });
  const [problem, setProblem] = useState<string>();
  /** The words that the signer was asked about; undefined while nobody is asked. */
  const [asked, setAsked] = useState<string>();

  function allKept(): Promise<boolean> {
    keep();
    return isKept();
  }

  async function sign(): Promise<void> {
    setAsked(undefined);
    if (!(await allKept())) return;
    const row = await readRow(device, "addendum", id);
    const stamp = row?.stamps["text"];
    // Words of another device may have come while the question stood there: nobody signs what they have not read.
    if (!row || !stamp || row.text !== asked || undecided(row).length) return setProblem(refusalWords("note-changed"));
    const signedAt = timeNow(device);
    const hash = await hashOf(sealedAddendum({ id, noteId, noteHash, text: row.text, signedAt }));
    try {
      await mutate([{ name: "addendum.sign", args: { id, signature: under, signedAt, hash, seen: stamp.mid } }]);
    } catch (failure) {
      setProblem(whyNotSigned(failure));
    }
  }

  async function discard(): Promise<void> {
    if (!(await allKept())) return;
    const stamp = (await readRow(device, "addendum", id))?.stamps["text"];
    if (!stamp) return;
    setProblem(await discarding(id, stamp.mid));
  }

  return (
    <div className="flex flex-col gap-3">
      {conflicts}
      <TextField
        label="Addendum, not signed yet"
        name="addendum"
        multiline
        rows={4}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked for it
        autoFocus={autoFocus}
        value={shown}
        onChange={(text) => {
          setProblem(undefined);
          type(text);
        }}
        onBlur={() => keep()}
        error={error ?? problem}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" isDisabled={shown.trim() === ""} onPress={() => setAsked(shown)}>
          Sign the addendum
        </Button>
        {addendum && (
          <Button variant="ghost" onPress={() => void discard()}>
            Discard
          </Button>
        )}
      </div>
      <Dialog
        title="Sign this addendum?"
        isAlert
        isOpen={asked !== undefined}
        onOpenChange={(isOpen) => !isOpen && setAsked(undefined)}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Not yet</Button>
            <Button variant="primary" onPress={() => void sign()}>
              Sign
            </Button>
          </>
        )}
      >
        It stands under the note for good, with the time of now. What is signed there cannot be taken back, and neither
        can the signature of the note.
      </Dialog>
    </div>
  );
}

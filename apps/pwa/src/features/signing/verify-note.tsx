import { isLeftPrivate } from "@cliently/api/domain/note/templates";
import { inGroups, sealedIn, verified, type SignedFile, type Verified } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";

import { localDay } from "../../platform/days.ts";
import { hashOf } from "../../platform/hash-of.ts";
import { saveFile } from "../../platform/save-file.ts";
import { signedAddenda } from "./signed-addenda.ts";

type Props = { noteId: string; signature: Row<"signature">; addenda: Row<"addendum">[] };

/** Whether the signed words are those that were signed, and the signed note as a file that proves it anywhere. */
export function VerifyNote({ noteId, signature, addenda }: Props) {
  const { sealed, hash, signedAt } = signature;
  const file: SignedFile = { sealed, hash, addenda: signedAddenda(addenda) };
  const said = sealedIn(sealed);
  const holdsPrivate = said?.sections.some(({ id }) => isLeftPrivate(id, said.template.id));
  const [checked, setChecked] = useState<Verified[]>();

  async function verify(): Promise<void> {
    setChecked(await verified(file, hashOf));
  }

  return (
    <section aria-label="Proof" className="mt-8 border-t border-line pt-4 pb-16">
      <div className="-ml-4 flex flex-wrap">
        <Button variant="ghost" icon={<ShieldCheck aria-hidden />} onPress={() => void verify()}>
          Verify
        </Button>
        <Button
          variant="ghost"
          icon={<Download aria-hidden />}
          onPress={() =>
            saveFile(JSON.stringify(file, null, 2), `signed-note-${localDay(signedAt)}.json`, "application/json")
          }
        >
          Save the signed note
        </Button>
      </div>
      <div role="status" className="mt-2 text-sm">
        {checked && <Result checked={checked} noteId={noteId} hash={hash} />}
      </div>
      <p className="mt-2 text-sm text-faint">
        A saved note is not encrypted: keep the file where nobody else reads it.
        {holdsPrivate && " It also holds what was written as private: without that it would prove nothing."}
      </p>
    </section>
  );
}

function Result({ checked, noteId, hash }: { checked: Verified[]; noteId: string; hash: string }) {
  const isRight = ({ what, id, isRight: matches }: Verified) => matches && (what === "addendum" || id === noteId);
  const wrong = checked.filter((check) => !isRight(check));
  const added = checked.length - 1;
  const andAdded = added === 0 ? "" : added === 1 ? ", and so is the addendum" : `, and so are all ${added} addenda`;
  return (
    <>
      <p className={wrong.length ? "font-semibold text-danger" : "font-medium"}>
        {wrong.length === 0
          ? `Verified: every word is as it was signed${andAdded}.`
          : `Does not match: ${wrong.map(({ what }) => (what === "note" ? "the note" : "an addendum")).join(" and ")} on this device is not what was signed.`}
      </p>
      <p className="mt-1 text-soft">
        SHA-256 of the signed note{" "}
        <span className="block font-mono text-xs [overflow-wrap:anywhere]">{inGroups(hash)}</span>
      </p>
    </>
  );
}

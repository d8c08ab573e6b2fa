import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { PenLine } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Doc } from "yjs";

import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useKeepAll } from "../../writing/fields-here.ts";
import { lastSigner, readyToSign, signingOf, type NotReady, type ToSign } from "./ready-to-sign.ts";
import { LeftAddenda } from "./left-addenda.tsx";
import { RefusedSignature, useRefusedSignatures } from "./refused-signature.tsx";
import { NOT_READY, whyNotSigned } from "./sentences.ts";
import { SignDialog } from "./sign-dialog.tsx";

type Props = {
  noteId: string;
  doc: Doc;
  flush: () => Promise<void>;
  /** What the signer is called, as far as the app knows; empty when it does not. */
  signer: string;
  conflictsOf: (addendumId: string) => ReactNode;
};

/** At the end of a note that is being written: signing it, and what that means. */
export function SignBar({ noteId, doc, flush, signer, conflictsOf }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const keepAll = useKeepAll();
  const [asking, setAsking] = useState<{ toSign: ToSign; name: string }>();
  const [problem, setProblem] = useState<string>();
  const refused = useRefusedSignatures(noteId);

  async function read(): Promise<ToSign | NotReady> {
    try {
      await flush();
    } catch {
      return "unsaved";
    }
    // The caret may stand in a field of the header: what is on the screen is what is signed.
    if (!(await keepAll())) return "unkept";
    return readyToSign(device, noteId, doc);
  }

  async function ask(): Promise<void> {
    const toSign = await read();
    if (typeof toSign === "string") return setProblem(NOT_READY[toSign]);
    setProblem(undefined);
    setAsking({ toSign, name: (await lastSigner(device)) ?? signer });
  }

  async function sign(shown: ToSign, signedBy: string): Promise<void> {
    setAsking(undefined);
    // Once more, because words may have come while the question stood there.
    const now = await read();
    if (typeof now === "string") return setProblem(NOT_READY[now]);
    if (now.seen.join() !== shown.seen.join() || now.vector !== shown.vector) return setProblem(NOT_READY.changed);
    try {
      await mutate([await signingOf(device, shown, signedBy)]);
      for (const { mid } of refused.items) await refused.dismiss(mid);
      scrollTo({ top: 0 }); // where the signature stands, and the way back
    } catch (error) {
      setProblem(whyNotSigned(error));
    }
  }

  return (
    <section aria-label="Signature" className="max-w-[68ch] border-t border-line pt-4 pb-10">
      <LeftAddenda noteId={noteId} conflictsOf={conflictsOf} />
      <div className="mb-4 empty:hidden">
        <RefusedSignature noteId={noteId} />
      </div>
      {problem && (
        <Notice kind="needs-you" isLive className="mb-4">
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-soft">
          Signing seals the header and every word. For ten minutes you can take it back; after that you add to it by
          addenda.
        </p>
        <Button variant="primary" icon={<PenLine aria-hidden />} onPress={() => void ask()}>
          Sign
        </Button>
      </div>
      {asking && (
        <SignDialog
          toSign={asking.toSign}
          name={asking.name}
          onSign={(name) => void sign(asking.toSign, name)}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

import { sealedNote, type SealedNote } from "@cliently/api/domain/note/sealed-note";
import { sealedIn } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Printer } from "lucide-react";
import { useEffect, useEffectEvent, useState, type ComponentProps } from "react";
import { flushSync } from "react-dom";
import type { Doc } from "yjs";

import { useRow, useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { signedAddenda } from "./signed-addenda.ts";
import { Paper } from "./paper.tsx";
import "./signing.css";

/** Prints the note as a document, by its button or as the browser prints any page. */
export function PrintNote({ noteId, clientId, doc }: { noteId: string; clientId: string; doc: Doc }) {
  const note = useNote(noteId);
  const client = useRow("client", clientId);
  const goals = useRows("goal", { list: "clientId", value: clientId });
  const signature = useRow("signature", note?.signature ?? "");
  const addenda = useRows("addendum", { list: "noteId", value: noteId }) ?? [];
  const [paper, setPaper] = useState<ComponentProps<typeof Paper>>();

  const prepare = useEffectEvent(() => {
    if (!note || !client || !goals) return;
    const { signature: signatureId } = note;
    const isSigned = note.status === "signed" && signature?.id === signatureId;
    const said = isSigned && signature ? sealedIn(signature.sealed) : draftOf(doc, note, client, goals);
    if (said)
      setPaper({ note: said, hash: isSigned ? (signature?.hash ?? null) : null, addenda: signedAddenda(addenda) });
  });
  useEffect(() => {
    // It has to be in the page before the browser looks at it.
    const before = () => flushSync(() => prepare());
    const after = () => setPaper(undefined);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);

  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<Printer aria-hidden />} onPress={() => print()}>
        Print or save as PDF
      </Button>
      {paper && <Paper {...paper} />}
    </div>
  );
}

/** A note that is not signed yet, in the form of one that is. */
function draftOf(doc: Doc, note: Row<"note">, client: Row<"client">, goals: Row<"goal">[]): SealedNote | undefined {
  return sealedIn(sealedNote({ doc, note, client, goals, signedBy: "", signedAt: 0 }));
}

import { writtenSections } from "@cliently/api/domain/note/plain-text";
import { isLeftPrivate } from "@cliently/api/domain/note/templates";
import { sealedIn } from "@cliently/api/domain/note/verify";
import { Button } from "@cliently/ui/button";
import { Printer } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { Doc } from "yjs";

import { useRow, useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { onPaper, type OnPaper } from "./on-paper.ts";
import { Paper } from "./paper.tsx";
import "./signing.css";

/** Prints the note as a document, by its button or as the browser prints any page. */
export function PrintNote({ noteId, clientId, doc }: { noteId: string; clientId: string; doc: Doc }) {
  const note = useNote(noteId);
  const client = useRow("client", clientId);
  const goals = useRows("goal", { list: "clientId", value: clientId });
  const signature = useRow("signature", note?.signature ?? "");
  const addenda = useRows("addendum", { list: "noteId", value: noteId }) ?? [];
  const [paper, setPaper] = useState<OnPaper>();

  const isAway = note?.status === "signed" && signature !== undefined && signature?.id !== note.signature;
  const written =
    note?.status === "signed" ? sealedIn(signature?.sealed ?? "")?.sections : note && writtenSections(doc, note);
  const leavesOut = note && written?.some(({ id }) => isLeftPrivate(id, note.template));

  const prepare = useEffectEvent(() => {
    if (note && client && goals) setPaper(onPaper({ doc, note, client, goals, signature, addenda }));
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

  if (isAway) {
    return (
      <p className="text-sm text-soft">
        The signed words are on their way to this device. Once they are here, the note can be printed.
      </p>
    );
  }
  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<Printer aria-hidden />} onPress={() => print()}>
        Print or save as PDF
      </Button>
      {leavesOut && <p className="text-sm text-soft">What was written as private is left out of paper.</p>}
      {paper && <Paper {...paper} />}
    </div>
  );
}

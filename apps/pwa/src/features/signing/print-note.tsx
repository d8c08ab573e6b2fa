import { writtenSections } from "@cliently/api/domain/note/plain-text";
import { isLeftPrivate } from "@cliently/api/domain/note/templates";
import { sealedIn } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Printer } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Doc } from "yjs";

import { arePressed } from "../../platform/keys.ts";
import { useDevice, useRow, useRows } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import { useNote } from "../../sync/use-note.ts";
import { useTell } from "../../toasts.tsx";
import { useKeepAll } from "../../writing/fields-here.ts";
import { onPaper, type OnPaper } from "./on-paper.ts";
import { PAPER_KEYS } from "./paper-keys.ts";
import { Paper } from "./paper.tsx";
import "./signing.css";

/** Prints the note as a document: by its button or keys, or as the browser prints any page. */
export function PrintNote({ noteId, clientId, doc }: { noteId: string; clientId: string; doc: Doc }) {
  const device = useDevice();
  const keepAll = useKeepAll();
  const note = useNote(noteId);
  const client = useRow("client", clientId);
  const goals = useRows("goal", { list: "clientId", value: clientId });
  const signature = useRow("signature", note?.signature ?? "");
  const addenda = useRows("addendum", { list: "noteId", value: noteId }) ?? [];
  const [paper, setPaper] = useState<OnPaper>();
  const tell = useTell();
  /** With what stood in a field a moment ago; the page shows it a little later. */
  const newest = useRef<Row<"note">>(undefined);

  const isAway = note?.status === "signed" && signature !== undefined && signature?.id !== note.signature;
  const written =
    note?.status === "signed" ? sealedIn(signature?.sealed ?? "")?.sections : note && writtenSections(doc, note);
  const leavesOut = note && written?.some(({ id }) => isLeftPrivate(id, note.template));

  const prepare = useEffectEvent(() => {
    if (!note || !client || !goals) return;
    setPaper(onPaper({ doc, note: newest.current ?? note, client, goals, signature, addenda }));
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isAway || !arePressed(PAPER_KEYS["Print or save as PDF"], event)) return;
    event.preventDefault(); // the browser would not wait for what stands in a field
    if (!event.repeat) void printAll();
  });
  useEffect(() => {
    // It has to be in the page before the browser looks at it.
    const before = () => flushSync(() => prepare());
    const after = () => {
      newest.current = undefined;
      setPaper(undefined);
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    addEventListener("keydown", pressed, { capture: true }); // before whatever has the focus
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      removeEventListener("keydown", pressed, { capture: true });
    };
  }, []);

  async function printAll(): Promise<void> {
    const isKept = await keepAll();
    const now = await readRow(device, "note", noteId).catch(() => null); // then it is printed as the page has it
    if (!isKept && now?.status === "draft") return tell({ text: UNKEPT });
    newest.current = now ?? undefined;
    print();
  }

  if (isAway) {
    return (
      <p className="text-sm text-soft">
        The signed words are on their way to this device. Once they are here, the note can be printed.
      </p>
    );
  }
  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<Printer aria-hidden />} onPress={() => void printAll()}>
        Print or save as PDF
      </Button>
      {leavesOut && <p className="text-sm text-soft">What was written as private is left out of paper.</p>}
      {paper && <Paper {...paper} />}
    </div>
  );
}

const UNKEPT = "What stands in a field here could not be kept: the field says why. Once it is kept, you can print.";

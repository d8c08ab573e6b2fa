import type { RefusedReason } from "@cliently/api/domain/mutation";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { useNeedsYou } from "../../sync/use-needs-you.ts";
import { refusalWords } from "./sentences.ts";

/** In the note itself: a signature, or taking one back, that the server did not take. */
export function RefusedSignature({ noteId }: { noteId: string }) {
  const { items, dismiss } = useRefusedSignatures(noteId);
  return items.map(({ mid, name, reason }) => (
    <Notice
      key={mid}
      kind="needs-you"
      title={name === "note.sign" ? "Your signature was not taken" : "The signature was not taken back"}
      isLive
      actions={
        <Button size="small" onPress={() => void dismiss(mid)}>
          All right
        </Button>
      }
    >
      {refusalWords(reason as RefusedReason) /* one that is not known here has its sentence too */}
    </Notice>
  ));
}

/** Signatures of this note that were refused, and how to put one away. */
export function useRefusedSignatures(noteId: string) {
  const { items = [], dismiss } = useNeedsYou();
  const isOfNote = (args: unknown) => (args as { id?: string } | null)?.id === noteId; // both name their note so
  const isSigning = (name: string) => name === "note.sign" || name === "note.unsign";
  return { items: items.filter(({ name, args }) => isSigning(name) && isOfNote(args)), dismiss };
}

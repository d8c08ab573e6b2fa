import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";

import { useMutate } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";
import { whyNotSigned } from "./sentences.ts";
import { undoWords } from "./times.ts";
import { useNow } from "./use-now.ts";

/** Takes a signature back, for ten minutes. */
export function UndoSignature({ signature }: { signature: Row<"signature"> }) {
  const now = useNow();
  const mutate = useMutate();
  const { problem, attempt } = useAttemptHere(whyNotSigned);
  const left = undoWords(signature.made.at, now);
  if (!left) return null;

  const takeBack = () =>
    attempt(mutate([{ name: "note.unsign", args: { id: signature.noteId, signature: signature.id } }]));

  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line pb-3">
      <p className="min-w-0 flex-1 basis-64 text-sm text-soft">
        {problem ?? `Something missing? For another ${left} you can take the signature back and write on.`}
      </p>
      <Button size="small" onPress={takeBack}>
        Take the signature back
      </Button>
    </div>
  );
}

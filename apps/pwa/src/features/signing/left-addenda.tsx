import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { useState, type ReactNode } from "react";

import { CopyButton } from "../../copy-button.tsx";
import { Problem } from "../../problem.tsx";
import { useRows } from "../../sync/hooks.tsx";
import { useDiscard } from "./discarding.ts";

type Props = {
  noteId: string;
  /** What has to be decided about one first. */
  conflictsOf: (addendumId: string) => ReactNode;
};

/** On a note whose signature was taken back: what had been begun as an addendum to it, so that no word of it is out of sight. */
export function LeftAddenda({ noteId, conflictsOf }: Props) {
  const addenda = useRows("addendum", { list: "noteId", value: noteId }) ?? [];
  return addenda
    .filter(({ status }) => status === "draft")
    .map((addendum) => <LeftAddendum key={addendum.id} addendum={addendum} conflicts={conflictsOf(addendum.id)} />);
}

function LeftAddendum({ addendum, conflicts }: { addendum: Row<"addendum">; conflicts: ReactNode }) {
  const { id, text, stamps } = addendum;
  const discard = useDiscard();
  const [problem, setProblem] = useState<string>();

  return (
    <div className="mb-6">
      <p className="text-sm font-semibold text-soft">Begun as an addendum, before the signature was taken back</p>
      <p className="reading mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
      <div className="mt-2 empty:hidden">{conflicts}</div>
      <div className="mt-2 flex flex-wrap gap-2">
        <CopyButton words={text} />
        <Button
          size="small"
          variant="ghost"
          onPress={() => void discard(id, stamps["text"]?.mid ?? id).then(setProblem)}
        >
          Discard
        </Button>
      </div>
      <Problem words={problem} className="mt-2 text-sm" />
    </div>
  );
}

import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useDevice } from "../../sync/hooks.tsx";
import { AddendumDraft } from "./addendum-draft.tsx";
import { signedAddenda } from "./signed-addenda.ts";
import { whenWords } from "./times.ts";

type Props = {
  addenda: Row<"addendum">[];
  signature: Row<"signature">;
  conflictsOf: (addendumId: string) => ReactNode;
};

/** What was added to a signed note, in order, and what is being added. */
export function Addenda({ addenda, signature, conflictsOf }: Props) {
  const { world } = useDevice();
  /** Asked for here; in the list once its first words are kept. */
  const [asked, setAsked] = useState<string>();
  const begun = addenda.filter(({ status }) => status === "draft").toSorted((a, b) => a.createdAt - b.createdAt);
  const isNew = asked !== undefined && !addenda.some(({ id }) => id === asked);
  const drafts = [...begun.map(({ id }) => id), ...(isNew ? [asked] : [])];

  return (
    <div className="mt-10 flex flex-col gap-6 border-t border-line pt-6">
      {signedAddenda(addenda).map(({ id, text, signedAt }) => (
        <section key={id}>
          <h2 className="text-sm font-semibold text-soft figures">Addendum, signed {whenWords(signedAt)}</h2>
          <p className="reading mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
        </section>
      ))}
      {drafts.map((id) => (
        <AddendumDraft
          key={id}
          id={id}
          addendum={begun.find((row) => row.id === id)}
          signature={signature}
          autoFocus={id === asked}
          conflicts={conflictsOf(id)}
        />
      ))}
      {drafts.length === 0 && (
        <Button
          className="self-start"
          icon={<Plus aria-hidden />}
          onPress={() => setAsked(newId(world.clock(), world.random))}
        >
          Add an addendum
        </Button>
      )}
    </div>
  );
}

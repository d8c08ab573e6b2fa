import type { Row } from "@cliently/api/domain/store";
import { useState } from "react";

import { notAdded } from "./late-text.ts";
import type { SinceSigned } from "./late-words.ts";

type Props = { decided: SinceSigned["decided"]; addenda: readonly Row<"addendum">[] };

/** Words that came after the signature and did not become an addendum: no part of what is signed, and there to be read. */
export function LeftOut({ decided, addenda }: Props) {
  const [isOpen, setOpen] = useState(false);
  const left = notAdded(decided, addenda);
  if (left.length === 0) return null;
  return (
    <details className="mt-8 text-soft" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="flex min-h-control w-fit cursor-pointer items-center rounded-md text-sm text-faint hover:text-ink">
        Left out after the signature
      </summary>
      <p className="text-sm">Written without knowing of the signature. It is no part of what is signed.</p>
      {isOpen &&
        left.map(({ id, name, text }) => (
          <div key={id} className="mt-2">
            <p className="text-sm">{name}</p>
            <p className="reading [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
          </div>
        ))}
    </details>
  );
}

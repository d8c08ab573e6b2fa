import type { SealedNote } from "@cliently/api/domain/note/sealed-note";
import { Badge } from "@cliently/ui/badge";
import { TextLink } from "@cliently/ui/text-link";
import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";

import { headerFacts } from "./facts.ts";
import { sessionWords, signedWords } from "./times.ts";
import { useNow } from "./use-now.ts";

/** Whose note it is, of when, and by whom it was signed: as it was then. `receipt`: where it is now. */
export function SignedHeader({ said, receipt }: { said: SealedNote; receipt: ReactNode }) {
  const now = useNow();
  const facts = headerFacts(said).map(([label, words]) => (label === "Session number" ? `Session ${words}` : words));
  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <h1 className="-m-1 line-clamp-2 min-w-0 p-1 text-2xl font-semibold [overflow-wrap:anywhere]">
          <TextLink href={`/clients/${said.client.id}`} className="text-ink no-underline hovered:underline">
            {said.client.name}
          </TextLink>
        </h1>
        <Badge kind="accent" icon={<BadgeCheck aria-hidden />} className="mt-1">
          <span className="[overflow-wrap:anywhere]">
            Signed {signedWords(said.signedAt, now)} by {said.signedBy}
          </span>
        </Badge>
      </div>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="figures">{sessionWords(said.startedAt, said.endedAt)}</p>
          <p className="text-soft [overflow-wrap:anywhere]">{facts.join(" · ")}</p>
        </div>
        {receipt}
      </div>
    </header>
  );
}

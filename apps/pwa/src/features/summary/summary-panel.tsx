import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import { Sparkles } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Doc } from "yjs";

import { Online } from "../../online.tsx";
import { dayWords } from "../../platform/days.ts";
import { useRow, useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { SummaryCard } from "./summary-card.tsx";
import { SummaryPreview } from "./summary-preview.tsx";

type Props = {
  noteId: string;
  clientId: string;
  /** The note as it stands in the editor. */
  doc: Doc;
  /** Puts what was typed a moment ago on the device first. */
  flush: () => Promise<void>;
  /** What has to be decided about a summary. */
  conflictsOf: (summaryId: string) => ReactNode;
};

/** Summaries of a note: asking for one, watching it being written, deciding about it. */
export function SummaryPanel(props: Props) {
  return (
    <Online>
      <Panel {...props} />
    </Online>
  );
}

function Panel({ noteId, clientId, doc, flush, conflictsOf }: Props) {
  const note = useNote(noteId);
  const client = useRow("client", clientId);
  const given = useRows("consent", { list: "clientId", value: clientId });
  const summaries = useRows("summary", { list: "noteId", value: noteId });
  const signature = useRow("signature", note?.signature ?? "");
  const [askedUnder, setAskedUnder] = useState<string>();
  if (!note || !given || !summaries || signature === undefined) return null;

  const shown = summaries
    .filter(({ status }) => status !== "cancelled" && status !== "discarded")
    .toSorted((a, b) => b.requestedAt - a.requestedAt);
  const isOpen = shown.some(isUnderWay);
  const isInBin = Boolean(note.deletedAt ?? client?.deletedAt);
  const aboutAi = given.filter(({ kind }) => kind === "ai");
  const standing = aboutAi.find(({ withdrawnAt }) => withdrawnAt === null);
  const withdrawnAt = Math.max(...aboutAi.map((consent) => consent.withdrawnAt ?? 0));
  const mayAsk = standing !== undefined && !isInBin;

  async function ask(): Promise<void> {
    await flush();
    setAskedUnder(standing?.id);
  }

  return (
    <Section title="Summary">
      {shown.map((summary) => (
        <SummaryCard
          key={summary.id}
          summary={summary}
          conflicts={conflictsOf(summary.id)}
          onAgain={() => void ask()}
          canAsk={mayAsk && !isOpen}
        />
      ))}
      {!isOpen && (
        <div className="flex flex-col gap-2">
          <Button
            icon={<Sparkles aria-hidden />}
            isDisabled={!mayAsk}
            onPress={() => void ask()}
            aria-describedby="summary-why"
          >
            Generate summary
          </Button>
          <p id="summary-why" role="status" className="text-sm text-faint">
            {mayAsk ? (
              "You see what is sent before anything is sent."
            ) : isInBin ? (
              "Nothing is asked for about what lies in the bin."
            ) : (
              <>
                {withdrawnAt > 0
                  ? `This client withdrew their consent to AI on ${dayWords(withdrawnAt)}.`
                  : "There is no consent to AI on record for this client."}{" "}
                <TextLink href={`/clients/${clientId}?tab=consent`}>Consent register</TextLink>
              </>
            )}
          </p>
        </div>
      )}
      {/* What was agreed to when it was opened may be taken back meanwhile, on any device. */}
      {mayAsk && askedUnder === standing.id && (
        <SummaryPreview note={note} doc={doc} sealed={signature?.sealed} onDone={() => setAskedUnder(undefined)} />
      )}
    </Section>
  );
}

function isUnderWay({ status }: Row<"summary">): boolean {
  return status === "requested" || status === "writing";
}

import type { Act } from "@cliently/api/domain/catalogue";
import type { Row } from "@cliently/api/domain/store";
import { Badge } from "@cliently/ui/badge";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { Spinner } from "@cliently/ui/spinner";
import type { ReactNode } from "react";

import { dayTimeWords } from "../../platform/days.ts";
import { useLandOnField } from "../../platform/use-land-on-field.ts";
import { useMutate, useSyncState, useWords } from "../../sync/hooks.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { SummaryText } from "./summary-text.tsx";
import { styleName } from "./wishes.ts";

type Props = { summary: Row<"summary">; conflicts: ReactNode; onAgain: () => void; canAsk: boolean };

/** One summary, from the request to the decision. What stands in it is plain text, whatever a model wrote. */
export function SummaryCard({ summary, conflicts, onAgain, canAsk }: Props) {
  const mutate = useMutate();
  const attempt = useAttempt();
  const heard = useWords(summary.id);
  const sync = useSyncState();
  const { id, status, style, model, provider, text, finishedAt } = summary;
  useLandOnField("summary", id);
  const act = (name: "summary.stop" | "summary.approve" | "summary.discard") =>
    attempt(mutate([{ name, args: { id } } as Act])); // all three take the id alone

  return (
    <article
      data-row={`summary|${id}`}
      aria-label="Summary"
      className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4"
    >
      <header className="flex min-h-8 items-center justify-between gap-2">
        <span role="status" className="text-sm font-medium text-soft">
          {statusWords(status, sync.kind === "offline")}
        </span>
        {status === "requested" && (
          <Button size="small" onPress={() => act("summary.stop")}>
            Take back
          </Button>
        )}
        {status === "writing" && (
          <Button size="small" onPress={() => act("summary.stop")}>
            Stop
          </Button>
        )}
        {status === "approved" && <Badge kind="accent">Approved</Badge>}
      </header>

      {status === "requested" && sync.kind !== "offline" && <Spinner label="Waiting for the first word" />}
      {status === "writing" && (
        <p aria-busy="true" className="min-h-40 text-sm leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
          {heard ?? text}
        </p>
      )}
      {isOver(status) && (
        <>
          {conflicts}
          {summary.failure && <Notice kind="needs-you">{failureWords(summary.failure)}</Notice>}
          {text && <SummaryText summary={summary} />}
          <p className="text-xs text-faint figures">
            {[styleName(style), model && `${model} · ${provider}`, finishedAt && dayTimeWords(finishedAt)]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <div className="flex flex-wrap gap-2">
            {text && status !== "approved" && (
              <Button size="small" variant="primary" onPress={() => act("summary.approve")}>
                Approve
              </Button>
            )}
            {status !== "draft" && status !== "approved" && canAsk && (
              <Button size="small" onPress={onAgain}>
                Try again
              </Button>
            )}
            <Button size="small" variant="ghost" onPress={() => act("summary.discard")}>
              Discard
            </Button>
          </div>
        </>
      )}
    </article>
  );
}

type Status = Row<"summary">["status"];

function isOver(status: Status): boolean {
  return (
    status === "draft" ||
    status === "stopped" ||
    status === "interrupted" ||
    status === "failed" ||
    status === "approved"
  );
}

/** What the screen reader hears: the states, never the single words. */
function statusWords(status: Status, isOffline: boolean): string {
  switch (status) {
    case "requested":
      return isOffline ? "Waits until you are online" : "Asked for";
    case "writing":
      return "Writing…";
    case "draft":
      return "Summary ready";
    case "stopped":
      return "Stopped; this is what came";
    case "interrupted":
      return "Interrupted; this is what came";
    case "failed":
      return "Not finished";
    case "approved":
      return "Summary";
    case "cancelled":
    case "discarded":
      return "";
  }
}

function failureWords(failure: NonNullable<Row<"summary">["failure"]>): string {
  switch (failure) {
    case "no-consent":
      return "The consent to AI was withdrawn before it began. Nothing was sent.";
    case "text-changed":
      return "The note has changed since you looked at what would be sent, so nothing was sent. Look again and ask anew.";
    case "nothing-to-send":
      return "There was nothing in the note that may be sent.";
    case "too-long":
      return "The note is too long for one summary. Nothing was sent.";
    case "provider-unreachable":
      return "The AI service could not be reached. Your note is untouched; try again in a while.";
    case "provider-busy":
      return "The AI service has too much to do right now. Try again in a minute.";
    case "provider-refused":
      return "The AI service did not accept the request. Whoever runs this server should look at its settings.";
    case "provider-timeout":
      return "The AI service took too long. What came so far is kept.";
    case "provider-broke-off":
      return "The AI service broke off. What came so far is kept.";
  }
}

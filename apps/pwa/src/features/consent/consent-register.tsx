import { ConsentKind } from "@cliently/api/domain/consent/consent";
import { currentText, textOf } from "@cliently/api/domain/consent/texts";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { Check, Minus } from "lucide-react";
import { useState } from "react";

import { dayTimeWords, dayWords } from "../../platform/days.ts";
import { useRows } from "../../sync/hooks.tsx";
import { GiveConsent } from "./give-consent.tsx";
import { WithdrawConsent } from "./withdraw-consent.tsx";

/** What a client has agreed to, since when, to which words, and what they took back. */
export function ConsentRegister({ clientId }: { clientId: string }) {
  const given = useRows("consent", { list: "clientId", value: clientId });
  if (!given) return null;
  return (
    <div className="flex flex-col gap-10">
      {ConsentKind.options.map((kind) => (
        <KindOfConsent
          key={kind}
          clientId={clientId}
          kind={kind}
          history={given.filter((consent) => consent.kind === kind).toSorted((a, b) => b.givenAt - a.givenAt)}
        />
      ))}
    </div>
  );
}

type KindProps = {
  clientId: string;
  kind: ConsentKind;
  /** The newest first. */
  history: readonly Row<"consent">[];
};

function KindOfConsent({ clientId, kind, history }: KindProps) {
  const [isGiving, setGiving] = useState(false);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { title, text, version } = currentText(kind);
  // Two devices may both have recorded it: as long as one stands, it is agreed to.
  const allStanding = history.filter(({ withdrawnAt }) => withdrawnAt === null);
  const [standing] = allStanding;
  const isOlder = standing !== undefined && standing.textVersion !== version;

  return (
    <Section
      title={title}
      actions={
        standing ? (
          <Button size="small" aria-label={`Withdraw: ${title}`} onPress={() => setWithdrawing(true)}>
            Withdraw
          </Button>
        ) : (
          <Button size="small" variant="primary" onPress={() => setGiving(true)}>
            Record consent
          </Button>
        )
      }
    >
      <p role="status" className="flex items-center gap-2 font-medium figures">
        {standing ? (
          <>
            <Check aria-hidden className="size-5 shrink-0 text-accent" />
            Stands since {dayWords(standing.givenAt)}
          </>
        ) : (
          <>
            <Minus aria-hidden className="size-5 shrink-0 text-faint" />
            <span className="text-soft">{history.length > 0 ? "Withdrawn" : "Not given"}</span>
          </>
        )}
      </p>
      <p className="max-w-prose text-soft">{standing ? textOf(kind, standing.textVersion)?.text : text}</p>
      {isOlder && (
        <p className="text-sm text-soft">
          These are the words of {standing.textVersion}. There are newer ones, of {version}: ask again when you can.
        </p>
      )}
      {history.length > 0 && (
        <ul aria-label={`History: ${title}`} className="flex flex-col gap-3">
          {history.map((consent) => (
            <Past key={consent.id} kind={kind} consent={consent} />
          ))}
        </ul>
      )}
      {isGiving && <GiveConsent clientId={clientId} kind={kind} onDone={() => setGiving(false)} />}
      {isWithdrawing && (
        <WithdrawConsent ids={allStanding.map(({ id }) => id)} title={title} onDone={() => setWithdrawing(false)} />
      )}
    </Section>
  );
}

/** One consent of the past or of now, and the words it was given to. */
function Past({ kind, consent }: { kind: ConsentKind; consent: Row<"consent"> }) {
  const { givenAt, withdrawnAt, textVersion, remark } = consent;
  return (
    <li className="text-sm figures">
      <strong>Given {dayWords(givenAt)}</strong>
      {withdrawnAt !== null && <>, withdrawn {dayTimeWords(withdrawnAt)}</>}
      {remark && <p className="whitespace-pre-line text-soft [overflow-wrap:anywhere]">{remark}</p>}
      <details className="text-soft">
        <summary className="flex min-h-control w-fit cursor-pointer items-center rounded-md text-faint hover:text-ink">
          Text of {textVersion}
        </summary>
        <p className="max-w-prose border-l-2 border-line pl-4">
          {textOf(kind, textVersion)?.text ?? "These words are not known to this version of Cliently."}
        </p>
      </details>
    </li>
  );
}

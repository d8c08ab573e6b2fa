import { ConsentKind } from "@cliently/api/domain/consent/consent";
import { currentText, textOf } from "@cliently/api/domain/consent/texts";
import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { Dialog } from "@cliently/ui/dialog";
import { Section } from "@cliently/ui/section";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";

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
          history={given.filter((consent) => consent.kind === kind)}
        />
      ))}
    </div>
  );
}

function KindOfConsent({
  clientId,
  kind,
  history,
}: {
  clientId: string;
  kind: ConsentKind;
  history: Row<"consent">[];
}) {
  const [isGiving, setGiving] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Row<"consent">>();
  const mutate = useMutate();
  const { world } = useDevice();
  const { title, text } = currentText(kind);
  const standing = history.find((consent) => consent.withdrawnAt === null);

  return (
    <Section
      title={title}
      actions={
        standing ? (
          <Button size="small" onPress={() => setWithdrawing(standing)}>
            Withdraw
          </Button>
        ) : (
          <Button size="small" variant="primary" onPress={() => setGiving(true)}>
            Record consent
          </Button>
        )
      }
    >
      <p className="max-w-prose text-soft">{text}</p>
      <ul className="flex flex-col gap-2">
        {history
          .toSorted((a, b) => b.givenAt - a.givenAt)
          .map((consent) => (
            <li key={consent.id} className="text-sm figures">
              <strong>Given {day.format(consent.givenAt)}</strong>
              {consent.withdrawnAt !== null && <>, withdrawn {day.format(consent.withdrawnAt)}</>}
              <span className="text-faint">
                {" "}
                · text of {textOf(kind, consent.textVersion)?.version ?? consent.textVersion}
              </span>
              {consent.remark && <span className="block text-soft">{consent.remark}</span>}
            </li>
          ))}
        {history.length === 0 && <li className="text-sm text-faint">Nothing on record.</li>}
      </ul>
      <GiveConsent clientId={clientId} kind={kind} isOpen={isGiving} onOpenChange={setGiving} />
      <Dialog
        title="Withdraw this consent?"
        isOpen={withdrawing !== undefined}
        onOpenChange={(isOpen) => !isOpen && setWithdrawing(undefined)}
        footer={
          <Button
            variant="danger"
            onPress={() => {
              if (withdrawing)
                void mutate([{ name: "consent.withdraw", args: { id: withdrawing.id, withdrawnAt: world.clock() } }]);
              setWithdrawing(undefined);
            }}
          >
            Withdraw it
          </Button>
        }
      >
        <p>It counts from now on, on every device. That it was given, and when, stays in the history.</p>
      </Dialog>
    </Section>
  );
}

function GiveConsent({
  clientId,
  kind,
  isOpen,
  onOpenChange,
}: {
  clientId: string;
  kind: ConsentKind;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const mutate = useMutate();
  const { world } = useDevice();
  const today = localDay(world.clock());
  const [date, setDate] = useState<string | null>(today);
  const [remark, setRemark] = useState("");
  const { title, text, version } = currentText(kind);

  async function give(): Promise<void> {
    const now = world.clock();
    const givenAt = date && date !== today ? new Date(`${date}T12:00`).getTime() : now;
    const id = newId(now, world.random);
    await mutate([{ name: "consent.give", args: { id, clientId, kind, textVersion: version, givenAt, remark } }]);
    setRemark("");
    onOpenChange(false);
  }

  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <Button variant="primary" onPress={() => void give()}>
          The client agreed
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <blockquote className="border-l-2 border-accent pl-4">{text}</blockquote>
        <DateField label="Given on" value={date} onChange={setDate} max={today} />
        <TextField
          label="Remark"
          description="How they agreed, or where the signed paper is."
          maxLength={2_000}
          value={remark}
          onChange={setRemark}
        />
      </div>
    </Dialog>
  );
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

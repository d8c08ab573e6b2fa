import { Consent, type ConsentKind } from "@cliently/api/domain/consent/consent";
import { currentText } from "@cliently/api/domain/consent/texts";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { TextField } from "@cliently/ui/text-field";
import { useId, useState } from "react";

import { localDay } from "../../platform/days.ts";
import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { whyNotKept } from "../../writing/read-field.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";

type Props = { clientId: string; kind: ConsentKind; onDone: () => void };

/** Puts on record that a client agreed, to the words as they are now. */
export function GiveConsent({ clientId, kind, onDone }: Props) {
  const mutate = useMutate();
  const { world } = useDevice();
  const form = useId();
  const today = localDay(world.clock());
  const [date, setDate] = useState<string | null>(today);
  const [remark, setRemark] = useState("");
  const [error, setError] = useState<{ at: "date" | "remark"; text: string }>();
  const { title, text, version } = currentText(kind);
  const { send, discard } = useUnsent({ field: `Remark on “${title}”`, of: "a client", words: remark });

  async function give(): Promise<void> {
    if (!date || date > today) return setError({ at: "date", text: "On which day did they agree?" });
    const wrong = Consent.shape.remark.safeParse(remark).error;
    if (wrong) return setError({ at: "remark", text: whyNotKept(wrong) });
    const now = world.clock();
    const givenAt = date === today ? now : new Date(`${date}T12:00`).getTime();
    const id = newId(now, world.random);
    try {
      const args = { id, clientId, kind, textVersion: version, givenAt, remark };
      await send((draft) => mutate([{ name: "consent.give", args }], { draft }));
    } catch (failure) {
      return setError({ at: "remark", text: whyNotSaved(failure) });
    }
    onDone();
  }

  return (
    <WritingDialog
      title={title}
      isOpen
      isWritten={remark !== ""}
      onClose={() => {
        discard();
        onDone();
      }}
      footer={
        <Button type="submit" form={form} variant="primary">
          The client agreed
        </Button>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <blockquote className="border-l-2 border-accent pl-4">{text}</blockquote>
        <DateField
          label="Given on"
          value={date}
          onChange={(day) => {
            setDate(day);
            setError(undefined);
          }}
          max={today}
          error={error?.at === "date" ? error.text : undefined}
        />
        <TextField
          label="Remark"
          description="How they agreed, or where the signed paper is."
          value={remark}
          onChange={(text) => {
            setRemark(text);
            setError(undefined);
          }}
          error={error?.at === "remark" ? error.text : undefined}
        />
      </form>
    </WritingDialog>
  );
}

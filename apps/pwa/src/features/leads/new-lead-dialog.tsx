import { blankClient } from "@cliently/api/domain/client/blank";
import { duplicateIndex, similarTo } from "@cliently/api/domain/client/duplicates";
import { fullName } from "@cliently/api/domain/client/full-name";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";

import { localDay } from "../../local-day.ts";
import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";
import { HereAlready } from "./here-already.tsx";
import { sourcesInUse } from "./columns.ts";
import { isMeant } from "./lead-dates.ts";
import { NextStepDay } from "./next-step-day.tsx";
import { SourceField } from "./source-field.tsx";

type Props = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

const NOTHING = { givenName: "", familyName: "", email: "", phone: "", source: "", leadNotes: "", nextAction: "" };

/** Writes down who has asked: a first name is enough, the rest can follow on their page. */
export function NewLeadDialog({ isOpen, onOpenChange }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const clients = useRows("client", { all: true });
  const [written, setWritten] = useState(NOTHING);
  const [nextActionOn, setNextActionOn] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [dayError, setDayError] = useState<string>();
  const [isLeaving, setLeaving] = useState(false);
  const isWritten = nextActionOn !== null || Object.values(written).some(Boolean);
  const write = (name: keyof typeof NOTHING) => (text: string) => setWritten((held) => ({ ...held, [name]: text }));

  const index = useMemo(() => duplicateIndex(clients ?? []), [clients]);
  const known = { fullName: fullName(trimmed(written)), emails: [written.email], phones: [written.phone] };
  const similar = similarTo(index, known).map(({ id }) => id);

  async function add(): Promise<void> {
    const words = trimmed(written);
    if (!words.givenName) return setError("A first name is needed, to know whom you call back.");
    if (nextActionOn !== null && !isMeant(nextActionOn)) return setDayError("Which year is meant?");
    const id = newId(world.clock(), world.random);
    const fields = { ...blankClient, ...words, nextActionOn, status: "inquiry" as const };
    try {
      await mutate([{ name: "client.create", args: { id, fields, tags: [], contacts: {} } }]);
    } catch (failure) {
      return setError(whyNotSaved(failure));
    }
    onOpenChange(false);
    go(`/clients/${id}`);
  }

  return (
    <Dialog
      title="New lead"
      size="wide"
      isOpen={isOpen}
      onOpenChange={(stays) => (stays || !isWritten ? onOpenChange(stays) : setLeaving(true))}
    >
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
          <TextField
            label={clientLabels.givenName}
            autoFocus
            autoComplete="off"
            maxLength={120}
            value={written.givenName}
            onChange={write("givenName")}
            error={error}
          />
          <TextField
            label={clientLabels.familyName}
            autoComplete="off"
            maxLength={120}
            value={written.familyName}
            onChange={write("familyName")}
          />
          <TextField
            label={clientLabels.phone}
            type="tel"
            autoComplete="off"
            maxLength={60}
            value={written.phone}
            onChange={write("phone")}
          />
          <TextField
            label={clientLabels.email}
            type="email"
            autoComplete="off"
            maxLength={254}
            value={written.email}
            onChange={write("email")}
          />
        </div>
        <HereAlready
          clients={(clients ?? []).filter(({ id }) => similar.includes(id))}
          onGo={written.leadNotes ? undefined : () => onOpenChange(false)}
        />
        <TextField
          label="What they asked for"
          multiline
          maxLength={20_000}
          value={written.leadNotes}
          onChange={write("leadNotes")}
        />
        <SourceField value={written.source} onChange={write("source")} inUse={sourcesInUse(clients ?? [])} />
        <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
          <TextField
            label={clientLabels.nextAction}
            autoComplete="off"
            placeholder="Call back"
            maxLength={200}
            value={written.nextAction}
            onChange={write("nextAction")}
          />
          <NextStepDay
            value={nextActionOn}
            today={localDay(world.clock())}
            onChange={setNextActionOn}
            error={dayError}
          />
        </div>
        <Button type="submit" variant="primary">
          Add lead
        </Button>
      </form>
      <Dialog
        title="Close without adding?"
        isAlert
        isOpen={isLeaving}
        onOpenChange={setLeaving}
        footer={
          <>
            <Button onPress={() => setLeaving(false)}>Keep writing</Button>
            <Button variant="danger" onPress={() => onOpenChange(false)}>
              Discard
            </Button>
          </>
        }
      >
        What you wrote here is nowhere else.
      </Dialog>
    </Dialog>
  );
}

function trimmed(written: typeof NOTHING): typeof NOTHING {
  const entries = Object.entries(written).map(([name, text]) => [name, text.trim()]);
  return Object.fromEntries(entries) as typeof NOTHING; // the same fields
}

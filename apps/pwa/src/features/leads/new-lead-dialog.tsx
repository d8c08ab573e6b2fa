import { blankClient } from "@cliently/api/domain/client/blank";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { TextField, type TextFieldProps } from "@cliently/ui/text-field";
import { useState } from "react";
import { useLocation } from "wouter";

import { NewDuplicateHint } from "../../duplicate-hint.tsx";
import { localDay } from "../../platform/days.ts";
import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";
import { readFields } from "../../writing/read-field.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";
import { sourcesInUse } from "./columns.ts";
import { NextStepDay } from "./next-step-day.tsx";
import { SourceField } from "./source-field.tsx";

type Props = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** A day that is not set is an empty text. */
const NOTHING = {
  givenName: "",
  familyName: "",
  email: "",
  phone: "",
  source: "",
  leadNotes: "",
  nextAction: "",
  nextActionOn: "",
};
type Asked = keyof typeof NOTHING;

/** Writes down who has asked: a first name is enough, the rest can follow on their page. */
export function NewLeadDialog({ isOpen, onOpenChange }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const clients = useRows("client", { all: true });
  const [words, setWords] = useState(NOTHING);
  const [errors, setErrors] = useState<Partial<Record<Asked, string>>>({});
  const { givenName, familyName, ...more } = words;
  const isMore = Object.values(more).some(Boolean);
  const written = [givenName, familyName, ...Object.values(more)].filter((text) => text.trim()).join("\n");
  const { send, discard } = useUnsent({ field: "New lead", words: written });
  const close = () => onOpenChange(false);
  const write = (name: Asked) => (text: string | null) => {
    setWords((held) => ({ ...held, [name]: text ?? "" }));
    setErrors({});
  };

  async function add(): Promise<void> {
    const read = readFields(words);
    if (read.errors) return setErrors(read.errors);
    const id = newId(world.clock(), world.random);
    const fields = { ...blankClient, ...read.values, status: "inquiry" as const };
    try {
      const act = { name: "client.create" as const, args: { id, fields, tags: [], contacts: {} } };
      await send((draft) => mutate([act], { draft }));
    } catch (failure) {
      return setErrors({ givenName: whyNotSaved(failure) });
    }
    close();
    go(`/clients/${id}`);
  }

  function leaveIt(): void {
    discard();
    close();
  }

  const field = (name: Exclude<Asked, "nextActionOn">, look: Partial<TextFieldProps> = {}) => (
    <TextField
      label={clientLabels[name]}
      autoComplete="off"
      {...look}
      value={words[name]}
      onChange={write(name)}
      error={errors[name]}
    />
  );

  return (
    <WritingDialog title="New lead" size="wide" isOpen={isOpen} isWritten={written !== ""} onClose={leaveIt}>
      {({ leave }) => (
        <form
          className="flex flex-col gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
            {field("givenName", { autoFocus: true })}
            {field("familyName")}
            {field("phone", { type: "tel" })}
            {field("email", { type: "email" })}
          </div>
          <NewDuplicateHint words={words} isMore={isMore} leave={leave} onClose={leaveIt} />
          {field("leadNotes", { label: "What they asked for", multiline: true })}
          <SourceField
            value={words.source}
            onChange={write("source")}
            inUse={sourcesInUse(clients ?? [])}
            error={errors.source}
          />
          <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
            {field("nextAction", { placeholder: "Call back" })}
            <NextStepDay
              value={words.nextActionOn || null}
              today={localDay(world.clock())}
              onChange={write("nextActionOn")}
              error={errors.nextActionOn}
            />
          </div>
          <Button type="submit" variant="primary">
            Add lead
          </Button>
        </form>
      )}
    </WritingDialog>
  );
}

import { clientLabels } from "@cliently/api/domain/client/labels";
import { ClientFields } from "@cliently/api/domain/client/client";
import type { MutationArgs } from "@cliently/api/domain/catalogue";
import type { Row } from "@cliently/api/domain/store";
import { DateField } from "@cliently/ui/date-field";
import { Notice } from "@cliently/ui/notice";
import { Section } from "@cliently/ui/section";
import { TextField } from "@cliently/ui/text-field";
import { useTyped } from "@cliently/ui/use-typed";
import { useState, type ReactNode } from "react";

import { overOf, type Over } from "@cliently/api/domain/field";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { ClientTags } from "./client-tags.tsx";

type Client = Row<"client">;
type TextName = "givenName" | "familyName" | "pronouns" | "email" | "phone" | "background";
type Changes = MutationArgs<"client.change">["changes"];

/** What is known about a client, written in place: a field is kept when one leaves it. */
export function ClientRecord({ client, ending }: { client: Client; ending: ReactNode }) {
  const change = useChange(client);
  const now = new Date(useDevice().world.clock());
  const isMinor = client.birthDate !== null && ageOn(client.birthDate, now) < 18;

  return (
    <div className="flex flex-col gap-10">
      <Section title="Who">
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordText client={client} name="givenName" autoComplete="off" />
          <RecordText client={client} name="familyName" />
          <RecordText client={client} name="pronouns" />
          <DateField
            label={clientLabels.birthDate}
            value={client.birthDate}
            onChange={(value) => void change("birthDate", value)}
            min="1900-01-01"
            max={now.toISOString().slice(0, 10)}
          />
        </div>
        {isMinor && (
          <Notice kind="needs-you" title="Under 18">
            Cliently is made for adult clients. Make sure that you may keep this record, and with whose consent.
          </Notice>
        )}
      </Section>
      <Section title="How to reach">
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordText client={client} name="email" type="email" />
          <RecordText client={client} name="phone" type="tel" />
        </div>
      </Section>
      <Section title="Background">
        <RecordText client={client} name="background" multiline hideLabel />
      </Section>
      <Section title="Tags">
        <ClientTags client={client} />
      </Section>
      {ending}
    </div>
  );
}

type RecordTextProps = {
  client: Client;
  name: TextName;
  type?: "email" | "tel";
  multiline?: boolean;
  hideLabel?: boolean;
  autoComplete?: string;
};

/** One text of the record. What is typed stays in the field until it is kept, also when it cannot be. */
function RecordText({ client, name, ...look }: RecordTextProps) {
  const change = useChange(client);
  const kept = client[name];
  const { shown, isTyping, basis, type, sent, drop } = useTyped(kept, overOf(client, name));
  const [error, setError] = useState<string>();

  function keep(): void {
    if (!isTyping) return;
    const value = name === "background" ? shown : shown.trim();
    if (value === kept) return drop();
    const checked = ClientFields.shape[name].safeParse(value);
    if (!checked.success) {
      return setError(value ? "This is too long, or holds characters that cannot be kept." : "A first name is needed.");
    }
    setError(undefined);
    sent(value);
    // It stays in the field: leaving that again tries once more.
    change(name, value, basis).catch(unlessRefused(() => setError(NOT_SAVED)));
  }

  return (
    <TextField
      label={clientLabels[name]}
      autoComplete="off"
      {...look}
      value={shown}
      onChange={type}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && !look.multiline && keep()}
      error={error}
    />
  );
}

function useChange(client: Client): (name: keyof ClientFields, value: string | null, over?: Over) => Promise<unknown> {
  const mutate = useMutate();
  return (name, value, over = overOf(client, name)) =>
    mutate([{ name: "client.change", args: { id: client.id, changes: { [name]: { value, over } } as Changes } }]); // the field's own control made the value
}

/** Full years between a day of birth, yyyy-mm-dd, and a moment. */
function ageOn(birthDate: string, moment: Date): number {
  const [year = 0, month = 1, day = 1] = birthDate.split("-").map(Number);
  const hadBirthday = moment.getMonth() + 1 > month || (moment.getMonth() + 1 === month && moment.getDate() >= day);
  return moment.getFullYear() - year - (hadBirthday ? 0 : 1);
}

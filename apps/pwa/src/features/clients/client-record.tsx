import { isMinor } from "@cliently/api/domain/client/age";
import { clientLabels, preferenceLabels } from "@cliently/api/domain/client/labels";
import type { Row } from "@cliently/api/domain/store";
import { DateField } from "@cliently/ui/date-field";
import { Notice } from "@cliently/ui/notice";
import { Section } from "@cliently/ui/section";
import { Select } from "@cliently/ui/select";
import type { FocusEvent, ReactNode } from "react";

import { localDay } from "../../platform/days.ts";
import { BelowTheFold } from "../../platform/after-paint.tsx";
import { useDevice } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";
import { useChange } from "../../writing/use-change.ts";
import { useKeptField } from "../../writing/use-kept.ts";
import { ClientTags } from "./client-tags.tsx";
import { Line } from "./contact-entry.tsx";
import { ContactList } from "./contact-list.tsx";
import { NoteTemplate } from "./note-template.tsx";
import { MailLink, PhoneLinks } from "./reach-links.tsx";
import { RecordText } from "./record-text.tsx";
import { TakenNotice } from "./taken-notice.tsx";

type Client = Row<"client">;

/** What is known about a client, written in place: a field is kept when one leaves it. */
export function ClientRecord({ client, ending }: { client: Client; ending: ReactNode }) {
  const change = useChange(client);
  const { problem, attempt } = useAttemptHere();
  const today = localDay(useDevice().world.clock());

  return (
    <div className="flex flex-col gap-10">
      <Section title="Who">
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordText client={client} name="givenName" />
          <RecordText client={client} name="familyName" />
          <RecordText client={client} name="preferredName" />
          <RecordText client={client} name="pronouns" />
          <BirthDate client={client} today={today} />
        </div>
        {isMinor(client, today) && (
          <Notice kind="needs-you" title="Under 18">
            Cliently is made for adult clients. Make sure that you may keep this record, and with whose consent.
          </Notice>
        )}
      </Section>
      <Section title="How to reach">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          <Line end={<MailLink email={client.email} />}>
            <RecordText client={client} name="email" type="email" />
          </Line>
          <Line end={<PhoneLinks phone={client.phone} prefersText={client.contactPreference === "text"} />}>
            <RecordText client={client} name="phone" type="tel" />
          </Line>
        </div>
        <ContactList client={client} kinds={FURTHER} />
        <TakenNotice client={client} />
        <div className="grid gap-4 sm:grid-cols-2">
          <RecordText client={client} name="address" multiline rows={3} />
          <Select
            label={clientLabels.contactPreference}
            options={PREFERENCES}
            value={client.contactPreference ?? NO_PREFERENCE}
            onChange={(id) => attempt(change("contactPreference", id === NO_PREFERENCE ? null : id))}
            error={problem}
          />
        </div>
      </Section>
      <BelowTheFold>
        <Section title="Emergency contacts" description="Whom to call when something happens.">
          <ContactList client={client} kinds={EMERGENCY} />
        </Section>
        <Section title="Background" description="What one has to know, health included.">
          <RecordText client={client} name="background" multiline hideLabel />
        </Section>
        <Section title="Intake notes" description="From the first conversation: what brings them, what they hope for.">
          <RecordText client={client} name="intakeNotes" multiline hideLabel />
        </Section>
        <Section title="Tags">
          <div data-place="tags">
            <ClientTags client={client} />
          </div>
        </Section>
        <Section title="Notes">
          <div className="grid gap-4 sm:grid-cols-2">
            <NoteTemplate client={client} />
          </div>
        </Section>
        {ending}
      </BelowTheFold>
    </div>
  );
}

function BirthDate({ client, today }: { client: Client; today: string }) {
  const { shown, type, keep, error } = useKeptField(client, "birthDate");
  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) keep();
  }
  return (
    <div onBlur={left}>
      <DateField
        label={clientLabels.birthDate}
        value={shown || null}
        onChange={(day) => type(day ?? "")}
        min="1900-01-01"
        max={today}
        error={error}
      />
    </div>
  );
}

const FURTHER = ["email", "phone"] as const;
const EMERGENCY = ["emergency"] as const;

const NO_PREFERENCE = "none";
const PREFERENCES = [
  { id: NO_PREFERENCE, label: "No preference" },
  ...Object.entries(preferenceLabels).map(([id, label]) => ({ id, label })),
];

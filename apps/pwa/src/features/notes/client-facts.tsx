import { isMinor } from "@cliently/api/domain/client/age";
import { contactsOf, type ListedContact } from "@cliently/api/domain/client/contacts-of";
import { goesBy } from "@cliently/api/domain/client/full-name";
import { clientLabels, contactLabels, preferenceLabels } from "@cliently/api/domain/client/labels";
import { callLink, canBeCalled, mailLink, textLink } from "@cliently/api/domain/client/reach";
import type { Row } from "@cliently/api/domain/store";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import type { ReactNode } from "react";

import { localDay } from "../../platform/days.ts";
import { useDevice, useRow } from "../../sync/hooks.tsx";

/** What one wants to have in sight of a client while writing. */
export function ClientFacts({ clientId }: { clientId: string }) {
  const client = useRow("client", clientId);
  const { world } = useDevice();
  if (!client) return null;
  const facts = factsOf(client, localDay(world.clock())).filter(({ value }) => Boolean(value));
  return (
    <Section title="Client">
      {facts.length === 0 ? (
        <p className="text-sm text-faint">Nothing written about them yet.</p>
      ) : (
        <dl className="flex flex-col gap-2 text-sm [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-faint">
          {facts.map(({ id, label, value }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd className="whitespace-pre-line">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

type Fact = { id: string; label: string; value: ReactNode };

function factsOf(client: Row<"client">, today: string): Fact[] {
  const { pronouns, phone, email, contactPreference, background, intakeNotes } = client;
  const prefersText = contactPreference === "text";
  return [
    {
      id: "minor",
      label: clientLabels.birthDate,
      value: isMinor(client, today) && <strong className="font-semibold text-need">Under 18</strong>,
    },
    ...contactsOf(client)
      .filter(({ kind }) => kind === "emergency")
      .map((contact) => furtherFact(contact, prefersText)),
    { id: "goes-by", label: clientLabels.preferredName, value: goesBy(client) },
    { id: "pronouns", label: clientLabels.pronouns, value: pronouns },
    { id: "phone", label: clientLabels.phone, value: phone && <PhoneLink phone={phone} prefersText={prefersText} /> },
    { id: "email", label: clientLabels.email, value: email && <MailLink email={email} /> },
    ...contactsOf(client)
      .filter(({ kind }) => kind !== "emergency")
      .map((contact) => furtherFact(contact, prefersText)),
    {
      id: "preference",
      label: clientLabels.contactPreference,
      value: contactPreference && preferenceLabels[contactPreference],
    },
    { id: "background", label: "Background", value: background },
    { id: "intake", label: clientLabels.intakeNotes, value: intakeNotes },
  ];
}

function furtherFact(contact: ListedContact, prefersText: boolean): Fact {
  const { id, kind } = contact;
  if (kind === "emergency") {
    const who = [contact.name, contact.relation].filter(Boolean).join(", ");
    return {
      id,
      label: contactLabels.emergency,
      value: (
        <>
          {who}
          {contact.phone && <br />}
          {contact.phone && <PhoneLink phone={contact.phone} prefersText={false} />}
          {contact.email && <br />}
          {contact.email && <MailLink email={contact.email} />}
        </>
      ),
    };
  }
  const link =
    kind === "phone" ? (
      <PhoneLink phone={contact.value} prefersText={prefersText} />
    ) : (
      <MailLink email={contact.value} />
    );
  return { id, label: [contactLabels[kind], contact.label].filter(Boolean).join(", "), value: link };
}

function PhoneLink({ phone, prefersText }: { phone: string; prefersText: boolean }) {
  if (!canBeCalled(phone)) return phone;
  return <TextLink href={prefersText ? textLink(phone) : callLink(phone)}>{phone}</TextLink>;
}

function MailLink({ email }: { email: string }) {
  return <TextLink href={mailLink(email)}>{email}</TextLink>;
}

import { emergencyContactsOf } from "@cliently/api/domain/client/contacts-of";
import { callLink, canBeCalled, mailLink } from "@cliently/api/domain/client/reach";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { LinkButton } from "@cliently/ui/link-button";
import { Menu } from "@cliently/ui/menu";
import { Mail, PhoneCall } from "lucide-react";

/** Whom to call when something happens to a client, on every side of their page: one press, also without a network. */
export function EmergencyButton({ client }: { client: Row<"client"> }) {
  const ways = emergencyContactsOf(client).flatMap(({ id, name, relation, phone, email }) => {
    const who = relation ? `${name}, ${relation}` : name;
    if (canBeCalled(phone)) return [{ id, label: `Call ${who}`, detail: phone, href: callLink(phone), isCall: true }];
    return email ? [{ id, label: `Write to ${who}`, detail: email, href: mailLink(email), isCall: false }] : [];
  });
  const [only, ...others] = ways;
  if (!only) return null;
  if (others.length === 0) {
    return (
      <LinkButton
        href={only.href}
        aria-label={`Emergency: ${only.label}`}
        icon={only.isCall ? <PhoneCall aria-hidden /> : <Mail aria-hidden />}
        className="max-w-full shrink!"
      >
        <span className="max-w-60 min-w-0 truncate">{only.label}</span>
      </LinkButton>
    );
  }
  return (
    <Menu
      label="Emergency contacts"
      trigger={<Button icon={<PhoneCall aria-hidden />}>Emergency</Button>}
      items={ways.map(({ isCall, ...way }) => ({
        ...way,
        icon: isCall ? <PhoneCall aria-hidden /> : <Mail aria-hidden />,
      }))}
    />
  );
}

import { emergencyContactsOf } from "@cliently/api/domain/client/contacts-of";
import { callLink, canBeCalled } from "@cliently/api/domain/client/reach";
import { fullName } from "@cliently/api/domain/client/full-name";
import type { Row } from "@cliently/api/domain/store";
import { NotebookPen, Phone, ShieldCheck } from "lucide-react";

import type { Command } from "./command.ts";

/** What one does about a client, while their page is open. */
export function aboutClient(client: Row<"client">): Command[] {
  if (client.deletedAt) return []; // who was deleted is brought back first
  const name = fullName(client);
  return [
    {
      id: "client-note",
      label: `New note for ${name}`,
      keywords: "write session",
      icon: NotebookPen,
      group: "client",
      href: `/notes/new?client=${client.id}`,
    },
    {
      id: "client-consent",
      label: `Record consent of ${name}`,
      keywords: "agree permission",
      icon: ShieldCheck,
      group: "client",
      href: `/clients/${client.id}?tab=consent`,
    },
    ...emergencyContactsOf(client)
      .filter(({ phone }) => canBeCalled(phone))
      .map((contact): Command => ({
        id: `client-call-${contact.id}`,
        label: `Call ${contact.name}${contact.relation ? `, ${contact.relation}` : ""}`,
        keywords: "emergency contact phone",
        icon: Phone,
        group: "client",
        run: () => location.assign(callLink(contact.phone)),
      })),
  ];
}

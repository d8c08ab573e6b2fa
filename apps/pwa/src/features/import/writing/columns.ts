import type { Client } from "@cliently/api/domain/client/client";
import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { preferenceLabels } from "@cliently/api/domain/client/labels";
import { statusLabels } from "@cliently/api/domain/client/stages";
import { tagsOf } from "@cliently/api/domain/client/tags-of";

import { TARGETS } from "../reading/targets.ts";
import { tagCell } from "../reading/wordings.ts";

export type Column = { heading: string; cell: (client: Client) => string };

/** The columns of a table of these clients: as many for further contacts as whoever has the most needs. */
export function columnsFor(clients: readonly Client[]): Column[] {
  const most = (kind: "email" | "phone" | "emergency") =>
    clients.reduce((found, client) => Math.max(found, ofKind(client, kind).length), 0);
  return [
    { heading: TARGETS.givenName, cell: (client) => client.givenName },
    { heading: TARGETS.familyName, cell: (client) => client.familyName },
    { heading: TARGETS.preferredName, cell: (client) => client.preferredName ?? "" },
    { heading: TARGETS.pronouns, cell: (client) => client.pronouns },
    { heading: TARGETS.status, cell: (client) => statusLabels[client.status] },
    { heading: TARGETS.email, cell: (client) => client.email },
    { heading: TARGETS.phone, cell: (client) => client.phone },
    ...numbered(most("email")).flatMap((nth) => furtherWay(TARGETS.furtherEmail, "email", nth)),
    ...numbered(most("phone")).flatMap((nth) => furtherWay(TARGETS.furtherPhone, "phone", nth)),
    { heading: TARGETS.address, cell: (client) => client.address ?? "" },
    {
      heading: TARGETS.contactPreference,
      cell: ({ contactPreference }) => (contactPreference ? preferenceLabels[contactPreference] : ""),
    },
    ...numbered(most("emergency")).flatMap(emergencyContact),
    { heading: TARGETS.birthDate, cell: (client) => client.birthDate ?? "" },
    { heading: TARGETS.tags, cell: (client) => tagCell(tagsOf(client)) },
    { heading: TARGETS.background, cell: (client) => client.background },
    { heading: TARGETS.intakeNotes, cell: (client) => client.intakeNotes ?? "" },
    { heading: TARGETS.source, cell: (client) => client.source ?? "" },
    { heading: TARGETS.nextAction, cell: (client) => client.nextAction ?? "" },
    { heading: TARGETS.nextActionOn, cell: (client) => client.nextActionOn ?? "" },
    { heading: TARGETS.leadNotes, cell: (client) => client.leadNotes ?? "" },
    { heading: TARGETS.notFitReason, cell: (client) => client.notFitReason ?? "" },
  ];
}

function furtherWay(heading: string, kind: "email" | "phone", nth: number): Column[] {
  const way = (client: Client) => ofKind(client, kind)[nth];
  return [
    { heading: `${heading} ${nth + 1} label`, cell: (client) => way(client)?.label ?? "" },
    { heading: `${heading} ${nth + 1}`, cell: (client) => way(client)?.value ?? "" },
  ];
}

function emergencyContact(nth: number): Column[] {
  return (["name", "relation", "phone", "email"] as const).map((part) => ({
    heading: `Emergency contact ${nth + 1} ${part === "email" ? "e-mail" : part}`,
    cell: (client) => ofKind(client, "emergency")[nth]?.[part] ?? "",
  }));
}

function ofKind<Kind extends "email" | "phone" | "emergency">(client: Client, kind: Kind) {
  return contactsOf(client).filter((contact) => contact.kind === kind) as Extract<
    ReturnType<typeof contactsOf>[number],
    { kind: Kind }
  >[]; // just filtered by it
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

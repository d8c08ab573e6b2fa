import { isLead } from "@cliently/api/domain/client/stages";
import { Section } from "@cliently/ui/section";

import { localDay } from "../../platform/days.ts";
import { useDevice, useRow } from "../../sync/hooks.tsx";
import { clientSince } from "./columns.ts";
import { dayWords } from "./lead-dates.ts";
import { LeadSource, LeadText } from "./lead-fields.tsx";

/** How a client came, from when they were a lead. Nothing where nothing is known. */
export function FirstContact({ clientId }: { clientId: string }) {
  const client = useRow("client", clientId);
  const today = localDay(useDevice().world.clock());
  if (!client || client.deletedAt || isLead(client)) return null;
  const since = clientSince(client);
  if (since === null && !client.source && !client.leadNotes) return null;

  const asked = `Asked on ${dayWords(client.createdAt, today)}`;
  return (
    <Section
      title="First contact"
      {...(since === null ? {} : { description: `${asked}, a client since ${dayWords(since, today)}` })}
    >
      <LeadSource lead={client} />
      <LeadText lead={client} name="leadNotes" multiline />
    </Section>
  );
}

import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { Select } from "@cliently/ui/select";

import { localDay } from "../../platform/days.ts";
import { useDevice, useRow } from "../../sync/hooks.tsx";
import { openStages, statusSince, type Lead } from "./columns.ts";
import { askedWords, dayWords } from "./lead-dates.ts";
import { LeadDay, LeadSource, LeadText } from "./lead-fields.tsx";
import { useMoves } from "./use-moves.tsx";

/** Where a lead stands and what is next, above their record. Nothing for whoever is no lead. */
export function LeadPanel({ clientId }: { clientId: string }) {
  const lead = useRow("client", clientId);
  if (!lead || lead.deletedAt || !isLead(lead)) return null;
  return <Standing lead={lead} />;
}

function Standing({ lead }: { lead: Lead }) {
  const { move, question } = useMoves();
  const today = localDay(useDevice().world.clock());
  const isClosed = lead.status === "not-a-fit";

  return (
    <Section
      title={isClosed ? `Not a fit since ${dayWords(statusSince(lead), today)}` : "Lead"}
      description={askedWords(lead.createdAt, today)}
      actions={
        isClosed ? (
          <Button size="small" onPress={() => move(lead, "inquiry")}>
            Open again
          </Button>
        ) : (
          <Button size="small" variant="ghost" onPress={() => move(lead, "not-a-fit")}>
            Not a fit
          </Button>
        )
      }
    >
      <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
        {isClosed ? (
          <LeadText lead={lead} name="notFitReason" multiline />
        ) : (
          <Select
            label="Stage"
            options={openStages.map((id) => ({ id, label: statusLabels[id] }))}
            value={lead.status}
            onChange={(stage) => move(lead, stage as ClientStatus)} // one of the ids above
          />
        )}
        <LeadSource lead={lead} />
        {!isClosed && <LeadText lead={lead} name="nextAction" />}
        {!isClosed && <LeadDay lead={lead} />}
        <div className="sm:col-span-2">
          <LeadText lead={lead} name="leadNotes" multiline />
        </div>
      </div>
      {question}
    </Section>
  );
}

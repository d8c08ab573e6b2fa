import { fullName } from "@cliently/api/domain/client/full-name";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { EmptyState } from "@cliently/ui/empty-state";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import { Section } from "@cliently/ui/section";

import type { Closed, Lead } from "./columns.ts";
import { dayWords } from "./lead-dates.ts";
import { MoveMenu } from "./lead-card.tsx";

type Props = {
  becameClients: readonly Closed[];
  notAFit: readonly Closed[];
  today: string;
  move: (lead: Lead, to: ClientStatus) => void;
};

/** How it ended: who became a client not long ago, and who was not a fit, and why. */
export function ClosedLeads({ becameClients, notAFit, today, move }: Props) {
  if (becameClients.length + notAFit.length === 0)
    return <EmptyState title="Nobody here">Who becomes a client, or is not a fit, stands here.</EmptyState>;
  return (
    <div className="flex max-w-3xl flex-col gap-10">
      {becameClients.length > 0 && (
        <Section title="Became clients" description="In the last 90 days.">
          <List label="Became clients" items={becameClients.map(asItem)}>
            {({ id, lead, at }) => (
              <ListRow
                id={id}
                href={`/clients/${id}`}
                textValue={fullName(lead)}
                title={fullName(lead)}
                detail={lead.source}
                trailing={<time>{dayWords(at, today)}</time>}
              />
            )}
          </List>
        </Section>
      )}
      {notAFit.length > 0 && (
        <Section title="Not a fit">
          <List label="Not a fit" items={notAFit.map(asItem)} dependencies={[move]}>
            {({ id, lead, at }) => (
              <ListRow
                id={id}
                href={`/clients/${id}`}
                textValue={fullName(lead)}
                title={fullName(lead)}
                detail={lead.notFitReason}
                trailing={
                  <>
                    <time>{dayWords(at, today)}</time>
                    <MoveMenu lead={lead} move={move} />
                  </>
                }
              />
            )}
          </List>
        </Section>
      )}
    </div>
  );
}

function asItem({ lead, at }: Closed) {
  return { id: lead.id, lead, at };
}

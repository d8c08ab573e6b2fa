import { fullName } from "@cliently/api/domain/client/full-name";
import { statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { GridList, GridListItem } from "react-aria-components/GridList";

import type { Column, Lead } from "./columns.ts";
import { useFirstOf } from "./use-columns.ts";
import { LeadFacts, MoveMenu } from "./lead-card.tsx";
import type { FollowCard } from "./use-follow-card.ts";

type Props = {
  columns: readonly Column[];
  today: string;
  move: (lead: Lead, to: ClientStatus) => void;
  arrives: FollowCard["arrives"];
};

/** The leads one under the other, stage by stage. */
export function LeadList({ columns: all, today, move, arrives }: Props) {
  const columns = useFirstOf(all);
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      {columns
        .filter(({ leads }) => leads.length > 0)
        .map(({ stage, leads, count }) => (
          <section key={stage} aria-label={statusLabels[stage]}>
            <h2 className="flex items-baseline gap-2 border-b border-line pb-2 font-semibold">
              {statusLabels[stage]}
              <span className="text-sm font-normal text-faint figures">{count}</span>
            </h2>
            <GridList
              aria-label={statusLabels[stage]}
              items={leads}
              dependencies={[today, move]}
              className="-mx-3 flex flex-col outline-none"
            >
              {(lead) => (
                <GridListItem
                  id={lead.id}
                  ref={(card) => arrives(lead, card)}
                  href={`/clients/${lead.id}`}
                  textValue={fullName(lead)}
                  className="relative flex cursor-pointer flex-col gap-1 rounded-md px-3 py-3 transition-colors outline-none after:pointer-events-none after:absolute after:inset-x-3 after:bottom-0 after:border-b after:border-line last:after:hidden hovered:bg-hover pressed:bg-press focus-ring:outline-2 focus-ring:-outline-offset-2 focus-ring:outline-accent"
                >
                  <div className="flex items-start gap-2">
                    <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{fullName(lead)}</span>
                    <MoveMenu lead={lead} move={move} />
                  </div>
                  <LeadFacts lead={lead} today={today} />
                </GridListItem>
              )}
            </GridList>
          </section>
        ))}
    </div>
  );
}

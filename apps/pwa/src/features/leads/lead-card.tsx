import { fullName } from "@cliently/api/domain/client/full-name";
import { reachOf } from "@cliently/api/domain/client/reach";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import { isUndecided } from "@cliently/api/domain/undecided";
import { Badge } from "@cliently/ui/badge";
import { IconButton } from "@cliently/ui/icon-button";
import { Menu } from "@cliently/ui/menu";
import { clsx } from "clsx";
import { CalendarClock, Ellipsis, Hand, Mail, Phone } from "lucide-react";
import { Link } from "react-aria-components/Link";

import { isOverdue, openStages, type Lead } from "./columns.ts";
import { askedWords, dueWords } from "./lead-dates.ts";

/** What stands on the card of a lead: what is next, how to reach them, since when they wait. */
export function LeadFacts({ lead, today }: { lead: Lead; today: string }) {
  const reach = reachOf(lead);
  const tags = tagsOf(lead);
  return (
    <>
      <NextStep lead={lead} today={today} />
      <p className="text-sm text-faint [overflow-wrap:anywhere] figures">
        {[lead.source, askedWords(lead.createdAt, today)].filter(Boolean).join(" · ")}
      </p>
      {reach && (
        <Link
          href={reach.href}
          aria-label={`${reach.kind === "email" ? "Write to" : "Call"} ${fullName(lead)}, ${reach.words}`}
          className="reach -mx-1 flex w-fit max-w-full cursor-pointer items-center gap-1.5 rounded-sm px-1 py-0.5 text-sm text-soft figures hovered:text-ink [&_svg]:size-3.5 [&_svg]:shrink-0"
        >
          {reach.kind === "email" ? <Mail aria-hidden /> : <Phone aria-hidden />}
          <span className="truncate">{reach.words}</span>
        </Link>
      )}
      {(tags.length > 0 || isUndecided(lead)) && (
        <div className="flex flex-wrap gap-1.5 pt-0.5">
          {isUndecided(lead) && (
            <Badge kind="needs-you" icon={<Hand aria-hidden />}>
              Needs you
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag}>
              <span className="truncate">{tag}</span>
            </Badge>
          ))}
        </div>
      )}
    </>
  );
}

function NextStep({ lead, today }: { lead: Lead; today: string }) {
  const { nextAction, nextActionOn } = lead;
  if (!nextAction && !nextActionOn) return null;
  return (
    <p
      className={clsx(
        "flex items-start gap-1.5 text-sm [overflow-wrap:anywhere] figures",
        isOverdue(lead, today) ? "font-medium text-need" : "text-ink",
      )}
    >
      <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {[nextAction || "Next step", nextActionOn && dueWords(nextActionOn, today)].filter(Boolean).join(" · ")}
      </span>
    </p>
  );
}

/** Where a lead can go from here, for whoever does not drag. */
export function MoveMenu({ lead, move }: { lead: Lead; move: (lead: Lead, to: ClientStatus) => void }) {
  const to = (status: ClientStatus, label: string) => ({ id: status, label, onAction: () => move(lead, status) });
  return (
    <Menu
      label={`Move ${fullName(lead)}`}
      trigger={
        <IconButton
          label={`Move ${fullName(lead)}`}
          icon={<Ellipsis aria-hidden />}
          className="-my-1 -mr-1.5 size-8! pointer-coarse:-my-2 pointer-coarse:size-11!"
        />
      }
      items={
        isLead(lead) && lead.status !== "not-a-fit"
          ? [
              ...openStages
                .filter((stage) => stage !== lead.status)
                .map((stage) => to(stage, `Move to ${statusLabels[stage]}`)),
              { id: "ends", isSeparator: true },
              to("active", "Becomes a client"),
              to("not-a-fit", "Not a fit …"),
            ]
          : [to("inquiry", "Open again")]
      }
    />
  );
}

import { Avatar } from "@cliently/ui/avatar";
import { Badge } from "@cliently/ui/badge";
import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { PageHeader } from "@cliently/ui/page-header";
import { Tabs } from "@cliently/ui/tabs";
import { NotebookPen } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation, useSearchParams } from "wouter";

import { fullName, goesBy } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";

import { dayWords, noonOf } from "../../platform/days.ts";
import { useLandOnField } from "../../platform/use-land-on-field.ts";
import { useIsUnreadable, useRow } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { FieldsContext, useAny, useFieldsBelow } from "../../writing/fields-here.ts";
import { ArchivedNotice } from "./archived-notice.tsx";
import { ClientMenu } from "./client-menu.tsx";
import { ClientRecord } from "./client-record.tsx";
import { EmergencyButton } from "./emergency-button.tsx";

type Props = {
  clientId: string;
  /** The chips beside the name. */
  consentChips: ReactNode;
  /** What has to be said or decided about this client before anything else. */
  notices: ReactNode;
  /** What comes of them, while they are a lead. */
  leadActions: ReactNode;
  /** Where they stand and what is next, while they are a lead; above the record. */
  leadPanel: ReactNode;
  /** The person wants to put the client into the bin. */
  onDelete: () => void;
  /** What can be done with the client as a whole, below their record. */
  ending: ReactNode;
  notes: ReactNode;
  goals: ReactNode;
  consent: ReactNode;
};

/** One client, or a lead: the record, the notes, the goals, the consents. */
export function ClientPage({
  clientId,
  consentChips,
  notices,
  leadActions,
  leadPanel,
  onDelete,
  ending,
  notes,
  goals,
  consent,
}: Props) {
  const client = useRow("client", clientId);
  const isUnreadable = useIsUnreadable("client", clientId);
  useLandOnField("client", clientId);
  const [, go] = useLocation();
  const [query, setQuery] = useSearchParams();
  const fields = useFieldsBelow();
  const isUnkept = useAny(fields, "isUnkept");
  if (client === undefined) return null;
  if (isUnreadable) return <Unreadable noun="client" count={1} />;
  if (client === null) {
    return (
      <EmptyState
        title="This client is not on this device"
        actions={<LinkButton href="/clients">All clients</LinkButton>}
      >
        They may still be on their way, or belong to another account.
      </EmptyState>
    );
  }

  const lead = isLead(client);
  const asked = query.get("tab");
  const sides = new Map([
    ["notes", notes],
    ["goals", goals],
    ["consent", consent],
  ]);
  const selected = asked !== null && sides.has(asked) ? asked : "overview";
  return (
    <>
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{fullName(client)}</span>}
        back={lead ? { href: "/leads", label: "Leads" } : { href: "/clients", label: "Clients" }}
        leading={<Avatar name={fullName(client)} />}
        detail={
          <span className="flex flex-wrap items-center gap-2">
            <Known client={client} />
            {consentChips}
          </span>
        }
        actions={
          // Who was deleted is brought back first.
          client.deletedAt ? (
            <EmergencyButton client={client} />
          ) : (
            <>
              <EmergencyButton client={client} />
              {leadActions}
              <Button
                variant={lead ? "quiet" : "primary"}
                icon={<NotebookPen aria-hidden />}
                onPress={() => go(`/notes/new?client=${clientId}`)}
              >
                New note
              </Button>
              <ClientMenu client={client} onDelete={onDelete} />
            </>
          )
        }
      />
      <div className="mb-6 flex flex-col gap-3 empty:hidden">
        <ArchivedNotice client={client} />
        {notices}
      </div>
      <Tabs
        label="Sides of this client"
        tabs={[
          { id: "overview", label: "Overview", ...(isUnkept ? { mark: "not saved" } : {}) },
          { id: "notes", label: "Notes" },
          { id: "goals", label: "Goals & measures" },
          { id: "consent", label: "Consent" },
        ]}
        selected={selected}
        onSelect={(tab) => setQuery({ tab }, { replace: true })}
        stays={{
          id: "overview",
          children: (
            <FieldsContext value={fields}>
              <div data-row={`client|${client.id}`} className="flex flex-col gap-10">
                {leadPanel}
                <ClientRecord client={client} ending={ending} />
              </div>
            </FieldsContext>
          ),
        }}
      >
        {sides.get(selected)}
      </Tabs>
    </>
  );
}

/** What one wants to know at once: what they go by, where they stand, and what comes next. */
function Known({ client }: { client: Row<"client"> }) {
  const name = goesBy(client);
  const { pronouns, nextAction, nextActionOn } = client;
  return (
    <>
      {name && <span className="[overflow-wrap:anywhere]">Goes by {name}</span>}
      {pronouns && <span className="[overflow-wrap:anywhere]">{name ? `· ${pronouns}` : pronouns}</span>}
      {client.status === "archived" && <Badge>Archived</Badge>}
      {isLead(client) && <Badge kind="accent">{statusLabels[client.status]}</Badge>}
      {isLead(client) && nextAction && (
        <span className="figures [overflow-wrap:anywhere]">
          Next: {nextAction}
          {nextActionOn && `, ${dayWords(noonOf(nextActionOn))}`}
        </span>
      )}
    </>
  );
}

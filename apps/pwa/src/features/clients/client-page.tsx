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

import { useIsUnreadable, useRow } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { ClientRecord } from "./client-record.tsx";
import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";

type Props = {
  clientId: string;
  /** The chips beside the name. */
  consentChips: ReactNode;
  /** What has to be said or decided about this client before anything else. */
  notices: ReactNode;
  /** What comes of them, while they are a lead. */
  leadActions: ReactNode;
  /** What can be done with the client as a whole, below their record. */
  ending: ReactNode;
  notes: ReactNode;
  consent: ReactNode;
};

/** One client: the record, the notes, the consents. */
export function ClientPage({ clientId, consentChips, notices, leadActions, ending, notes, consent }: Props) {
  const client = useRow("client", clientId);
  const isUnreadable = useIsUnreadable("client", clientId);
  const [, go] = useLocation();
  const [query, setQuery] = useSearchParams();
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

  const selected = query.get("tab") ?? "overview";
  const sides: Record<string, ReactNode> = {
    overview: <ClientRecord client={client} ending={ending} />,
    notes,
    consent,
  };
  return (
    <>
      <PageHeader
        title={fullName(client)}
        back={isLead(client) ? { href: "/leads", label: "Leads" } : { href: "/clients", label: "Clients" }}
        leading={<Avatar name={fullName(client)} />}
        detail={
          <span className="flex flex-wrap items-center gap-2">
            {client.pronouns && <span>{client.pronouns}</span>}
            {client.status !== "active" && <Badge>{statusLabels[client.status]}</Badge>}
            {consentChips}
          </span>
        }
        actions={
          // Who was deleted is brought back first.
          !client.deletedAt && (
            <>
              <Button
                variant={isLead(client) ? "quiet" : "primary"}
                icon={<NotebookPen aria-hidden />}
                onPress={() => go(`/notes/new?client=${clientId}`)}
              >
                New note
              </Button>
              {leadActions}
            </>
          )
        }
      />
      <div className="mb-6 flex flex-col gap-3 empty:hidden">{notices}</div>
      <Tabs
        label="Sides of this client"
        tabs={[
          { id: "overview", label: "Overview" },
          { id: "notes", label: "Notes" },
          { id: "consent", label: "Consent" },
        ]}
        selected={selected in sides ? selected : "overview"}
        onSelect={(tab) => setQuery({ tab }, { replace: true })}
      >
        {sides[selected] ?? sides["overview"]}
      </Tabs>
    </>
  );
}

import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import { newId } from "@cliently/api/domain/new-id";
import { templates } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { ComboBox } from "@cliently/ui/combo-box";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { PageHeader } from "@cliently/ui/page-header";
import { Select, type Option } from "@cliently/ui/select";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";

import { useDevice, useMutate, useRows } from "../../sync/hooks.tsx";

const LAST_TEMPLATE = "cliently-last-template";

/** Begins a note: for whom, of what kind. Then one writes. */
export function NewNotePage() {
  const clients = useRows("client", { all: true });
  const { world } = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const [query] = useSearchParams();
  const [clientId, setClientId] = useState<string | null>(query.get("client"));
  const [template, setTemplate] = useState(localStorage.getItem(LAST_TEMPLATE) ?? "soap");
  if (!clients) return null;
  if (clients.length === 0) {
    return (
      <>
        <PageHeader title="New note" back={{ href: "/notes", label: "Notes" }} />
        <EmptyState
          title="Whom is it about?"
          actions={
            <LinkButton href="/clients" variant="primary">
              Add a client
            </LinkButton>
          }
        >
          A note belongs to a client, and there is nobody here yet.
        </EmptyState>
      </>
    );
  }

  async function begin(): Promise<void> {
    if (!clientId) return;
    localStorage.setItem(LAST_TEMPLATE, template);
    const now = world.clock();
    const id = newId(now, world.random);
    await mutate([{ name: "note.create", args: { id, clientId, fields: { template, startedAt: now }, update: null } }]);
    go(`/notes/${id}`, { replace: true });
  }

  return (
    <>
      <PageHeader title="New note" back={{ href: "/notes", label: "Notes" }} />
      <form
        className="flex max-w-md flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <ComboBox
          label="Client"
          autoFocus={!clientId}
          options={optionsOf(clients)}
          value={clientId}
          onChange={setClientId}
        />
        <Select
          label="Template"
          options={templates.map(({ id, name }) => ({ id, label: name }))}
          value={template}
          onChange={setTemplate}
        />
        <Button type="submit" variant="primary" isDisabled={!clientId}>
          Begin
        </Button>
      </form>
    </>
  );
}

/** Those one works with first, then leads, then who is archived; each by name. */
function optionsOf(clients: readonly Row<"client">[]): Option[] {
  const place = (client: Row<"client">) => (client.status === "active" ? 0 : isLead(client) ? 1 : 2);
  return clients
    .toSorted((a, b) => place(a) - place(b) || fullName(a).localeCompare(fullName(b)))
    .map((client) => ({
      id: client.id,
      label: fullName(client),
      ...(client.status === "active" ? {} : { detail: statusLabels[client.status] }),
    }));
}

import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { ComboBox } from "@cliently/ui/combo-box";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { Notice } from "@cliently/ui/notice";
import { PageHeader } from "@cliently/ui/page-header";
import { Select, type Option } from "@cliently/ui/select";
import { Spinner } from "@cliently/ui/spinner";
import { useEffect, useEffectEvent, useState } from "react";
import { useSearchParams } from "wouter";

import { useRow, useRows } from "../../sync/hooks.tsx";
import { useTemplateChoices, type TemplateChoices } from "./template-choices.ts";
import { useBeginNote } from "./use-begin-note.ts";

const LAST_TEMPLATE = "cliently-last-template";
const FIRST_TEMPLATE = "soap";
const ALL_NOTES = { href: "/notes", label: "Notes" };

/** Begins a note: at once about a client whose template is known, else one says for whom and of what kind. */
export function NewNotePage() {
  const [query] = useSearchParams();
  const asked = query.get("client");
  const client = useRow("client", asked ?? "");
  const choices = useTemplateChoices();
  if (client === undefined || !choices) return null;
  const isKnown = choices.choiceOf(client?.noteTemplate ?? "") !== undefined;
  const there = client && !client.deletedAt ? client : null; // a note about somebody in the bin would bring them back
  return there && isKnown ? (
    <AtOnce client={there} choices={choices} />
  ) : (
    <Asking asked={there?.id ?? null} choices={choices} />
  );
}

/** The template can still be changed in the note, so there is nothing to ask. */
function AtOnce({ client, choices }: { client: Row<"client">; choices: TemplateChoices }) {
  const begin = useBeginNote();
  const [hasFailed, setFailed] = useState(false);
  const beginNow = useEffectEvent(() => {
    const template = choices.choiceOf(client.noteTemplate ?? "");
    if (template !== undefined) begin(client.id, template).catch(() => setFailed(true));
  });
  useEffect(() => beginNow(), []);
  return hasFailed ? <Asking asked={client.id} choices={choices} isFailed /> : <Spinner label="Beginning the note" />;
}

type AskingProps = { asked: string | null; choices: TemplateChoices; isFailed?: boolean };

function Asking({ asked, choices, isFailed = false }: AskingProps) {
  const clients = useRows("client", { all: true });
  const begin = useBeginNote();
  const [chosenClient, setClientId] = useState<string | null>();
  const [chosen, setChosen] = useState<string>();
  const [hasFailed, setFailed] = useState(isFailed);
  const clientId = chosenClient === undefined ? asked : chosenClient;
  const notes = useRows("note", { list: "clientId", value: clientId ?? "" });
  if (!clients || (!notes && chosenClient === undefined)) return null;
  if (clients.length === 0) {
    return (
      <>
        <PageHeader title="New note" back={ALL_NOTES} />
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

  // The client's own, then that of their last note, then what was used last.
  const usual = clients.find(({ id }) => id === clientId)?.noteTemplate;
  const last = notes
    ?.filter(({ template: choice }) => !templateOf(choice).isPrivate) // what is outside the record is chosen each time
    .toSorted((a, b) => b.startedAt - a.startedAt)[0];
  const offered = [chosen, usual, last && templateOf(last.template).id, localStorage.getItem(LAST_TEMPLATE)];
  const template = offered.find((id) => id && choices.choiceOf(id));
  const from = clients.find(({ id }) => id === asked);
  const shown = template ?? FIRST_TEMPLATE;

  async function start(): Promise<void> {
    const choice = choices.choiceOf(shown);
    if (!clientId || choice === undefined) return;
    localStorage.setItem(LAST_TEMPLATE, shown);
    await begin(clientId, choice).catch(() => setFailed(true));
  }

  return (
    <>
      <PageHeader title="New note" back={from ? { href: `/clients/${from.id}`, label: fullName(from) } : ALL_NOTES} />
      <form
        className="flex max-w-md flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <ComboBox
          label="Client"
          autoFocus={!clientId}
          options={optionsOf(clients)}
          value={clientId}
          onChange={setClientId}
        />
        <Select label="Template" options={choices.options} value={shown} onChange={setChosen} />
        {hasFailed && (
          <Notice kind="danger" isLive>
            The note was not begun, because nothing could be stored. Try again in a moment.
          </Notice>
        )}
        <Button type="submit" variant="primary" autoFocus={asked !== null} isDisabled={!clientId || !notes}>
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

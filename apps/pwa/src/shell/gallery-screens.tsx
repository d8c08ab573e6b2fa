import { Ellipsis, NotebookPen, Plus } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@cliently/ui/avatar";
import { Badge } from "@cliently/ui/badge";
import { Button } from "@cliently/ui/button";
import { Card } from "@cliently/ui/card";
import { IconButton } from "@cliently/ui/icon-button";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import { PageHeader } from "@cliently/ui/page-header";
import { SearchField } from "@cliently/ui/search-field";
import { Section } from "@cliently/ui/section";
import { Tabs } from "@cliently/ui/tabs";
import { galleryClients } from "./gallery-clients.ts";

/** Parts put together as a day would have them. */
export function GalleryToday() {
  return (
    <>
      <PageHeader
        title="Today"
        detail="Monday, 23 November"
        actions={<Button icon={<Plus aria-hidden />}>New note</Button>}
      />
      <div className="flex flex-col gap-10">
        <Card>
          <div className="flex flex-wrap items-start justify-between gap-4">
            <div className="flex min-w-0 items-center gap-4">
              <Avatar name="Mara Lindqvist" size="large" />
              <div className="min-w-0">
                <p className="text-sm font-medium text-accent figures">14:30 – 15:20 · in 25 minutes</p>
                <p className="text-xl font-semibold tracking-[-0.015em]">Mara Lindqvist</p>
                <p className="text-soft">Session 12 · in person</p>
              </div>
            </div>
            <Button variant="primary" icon={<NotebookPen aria-hidden />}>
              Open note
            </Button>
          </div>
          <div className="mt-6 border-t border-line pt-4">
            <h2 className="text-sm font-medium text-faint">Last plan</h2>
            <p className="reading mt-1">
              Keep the evening walk, write down two moments of ease a day, and bring the letter to the next session if
              it still feels right.
            </p>
          </div>
        </Card>
        <Section title="Unfinished notes" actions={<Badge kind="needs-you">2</Badge>}>
          <List label="Unfinished notes" className="-mt-3">
            {galleryClients.slice(0, 2).map((client) => (
              <ListRow
                key={client.id}
                id={client.id}
                href={`/notes/${client.id}`}
                textValue={client.name}
                title={client.name}
                detail="Friday, session 11 · not signed"
                leading={<Avatar name={client.name} />}
                trailing={<time>16:42</time>}
              />
            ))}
          </List>
        </Section>
      </div>
    </>
  );
}

/** A list of people, and one of them. */
export function GalleryClients() {
  const [tab, setTab] = useState("overview");

  return (
    <>
      <PageHeader
        title="Clients"
        detail="4 people"
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />}>
            New client
          </Button>
        }
      />
      <SearchField label="Find a client" placeholder="Find a client" className="mb-4" />
      <List label="Clients">
        {galleryClients.map((client) => (
          <ListRow
            key={client.id}
            id={client.id}
            href={`/clients/${client.id}`}
            textValue={client.name}
            title={client.name}
            detail={client.detail}
            leading={<Avatar name={client.name} />}
            trailing={client.status === "Paused" ? <Badge>Paused</Badge> : null}
          />
        ))}
      </List>
      <div className="mt-12 border-t border-line">
        <PageHeader
          title="Mara Lindqvist"
          detail="she/her · next session Tuesday, 09:00"
          back={{ href: "/clients", label: "Clients" }}
          leading={<Avatar name="Mara Lindqvist" size="large" />}
          actions={
            <>
              <Button variant="primary" icon={<NotebookPen aria-hidden />}>
                New note
              </Button>
              <IconButton label="More" icon={<Ellipsis aria-hidden />} />
            </>
          }
        />
        <Tabs
          label="Client"
          selected={tab}
          onSelect={setTab}
          tabs={[
            { id: "overview", label: "Overview" },
            { id: "notes", label: "Notes", count: 11 },
            { id: "goals", label: "Goals & measures", count: 3 },
            { id: "appointments", label: "Appointments" },
            { id: "transcripts", label: "Transcripts" },
            { id: "consent", label: "Consent" },
          ]}
        >
          <p className="reading">
            Slept better this week, four nights out of seven without waking. Less of the heaviness in the mornings; she
            put it down to the walks and to having told her sister. We stayed with the letter: what it would mean to
            send it, and what it would mean not to.
          </p>
        </Tabs>
      </div>
    </>
  );
}

import { fullName } from "@cliently/api/domain/client/full-name";
import { templateOf } from "@cliently/api/domain/note/templates";
import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { PageHeader } from "@cliently/ui/page-header";
import { TextLink } from "@cliently/ui/text-link";
import { Trash2 } from "lucide-react";

import { dayWords } from "../../platform/days.ts";
import { useDevice, useMutate, useReadRows, useRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { daysLeft } from "./days-left.ts";

type Entry = { noun: "client" | "note"; id: string; title: string; detail: string; deletedAt: number };

/** What was deleted in the last 30 days, the newest first, and the way back. */
export function BinPage() {
  const readClients = useReadRows("client", { inBin: true });
  const present = useRows("client", { all: true });
  const readNotes = useReadRows("note", { inBin: true });
  const { world } = useDevice();
  const mutate = useMutate();
  const attempt = useAttempt();
  if (!readClients || !present || !readNotes) return null;

  const { rows: clients } = readClients;
  const { rows: notes } = readNotes;
  const names = new Map([...clients, ...present].map((client) => [client.id, fullName(client)]));
  const entries: Entry[] = [
    ...clients.map((client): Entry => ({
      noun: "client",
      id: client.id,
      title: fullName(client),
      detail: "Client, with their notes",
      deletedAt: client.deletedAt ?? 0,
    })),
    ...notes.map((note): Entry => ({
      noun: "note",
      id: note.id,
      title: `Note about ${names.get(note.clientId) ?? "a client"}`,
      detail: `${templateOf(note.template).name}, ${dayWords(note.startedAt)}`,
      deletedAt: note.deletedAt ?? 0,
    })),
  ].toSorted((a, b) => b.deletedAt - a.deletedAt);

  return (
    <>
      <PageHeader
        title="Bin"
        back={{ href: "/settings", label: "Settings" }}
        detail="What you delete stays here for 30 days."
      />
      <Unreadable noun="client" count={readClients.unreadable} />
      <Unreadable noun="note" count={readNotes.unreadable} />
      {entries.length + readClients.unreadable + readNotes.unreadable === 0 && (
        <EmptyState icon={<Trash2 aria-hidden />} title="Nothing in the bin">
          Deleted clients and notes can be brought back from here.
        </EmptyState>
      )}
      <ul aria-label="In the bin" className="flex flex-col">
        {entries.map(({ noun, id, title, detail, deletedAt }) => (
          <li key={id} className="flex min-h-14 items-center justify-between gap-4 border-b border-line py-2">
            <div className="min-w-0">
              <p className="-m-1 line-clamp-2 p-1 [overflow-wrap:anywhere]">
                <TextLink href={`/${noun}s/${id}`}>{title}</TextLink>
              </p>
              <p className="text-sm text-soft figures">
                {detail} · {daysLeft(deletedAt, world.clock())} left
              </p>
            </div>
            <Button
              aria-label={`Restore ${title}`}
              onPress={() => attempt(mutate([{ name: `${noun}.restore`, args: { id } }]))}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

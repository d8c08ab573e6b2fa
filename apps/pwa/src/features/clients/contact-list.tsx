import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { MOST_CONTACTS, type Contact } from "@cliently/api/domain/client/contacts";
import { contactLabels } from "@cliently/api/domain/client/labels";
import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Plus } from "lucide-react";
import { useState } from "react";

import { Problem } from "../../problem.tsx";
import { useDevice } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";
import { useContactChange } from "../../writing/use-change.ts";
import { ContactEntry, type ContactKind } from "./contact-entry.tsx";

type Props = { client: Row<"client">; kinds: readonly ContactKind[] };

/** The further contacts of some kinds: written in place, added, taken away, and brought back at once if that was a slip. */
export function ContactList({ client, kinds }: Props) {
  const { world } = useDevice();
  const change = useContactChange(client);
  // Begun or being written in: these stay, whatever other devices do.
  const [begun, setBegun] = useState<Record<string, ContactKind>>({});
  const [removed, setRemoved] = useState<Record<string, Contact>>({});
  const { problem, attempt } = useAttemptHere();

  const all = contactsOf(client);
  const kept = new Map(all.filter(({ kind }) => kinds.includes(kind)).map(({ id, ...contact }) => [id, contact]));
  const ids = [...new Set([...kept.keys(), ...Object.keys(begun), ...Object.keys(removed)])].toSorted(byAge);

  function remove(id: string): void {
    const contact = kept.get(id);
    setBegun(({ [id]: _begun, ...others }) => others);
    if (!contact) return;
    setRemoved((held) => ({ ...held, [id]: contact }));
    attempt(change(id, null));
  }
  function bringBack(id: string): void {
    const contact = removed[id];
    setRemoved(({ [id]: _removed, ...others }) => others);
    if (contact) attempt(change(id, contact));
  }

  return (
    <>
      {ids.map((id) => {
        const contact = kept.get(id);
        const gone = removed[id];
        if (gone && !contact && !begun[id]) {
          return (
            <p key={id} role="status" className="flex min-h-control flex-wrap items-center gap-x-3 text-soft">
              <span className="min-w-0 [overflow-wrap:anywhere]">{nameOf(gone)} was taken away.</span>
              <Button size="small" autoFocus onPress={() => bringBack(id)}>
                Undo
              </Button>
            </p>
          );
        }
        const kind = contact?.kind ?? begun[id];
        if (!kind) return null;
        return (
          <ContactEntry
            key={id}
            client={client}
            id={id}
            kind={kind}
            contact={contact}
            onBegin={() => begun[id] ?? setBegun((held) => ({ ...held, [id]: kind }))}
            onRemove={() => remove(id)}
          />
        );
      })}
      <Problem words={problem} className="text-sm" />
      <div className="flex flex-wrap gap-2">
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            variant="ghost"
            className="-ml-3"
            icon={<Plus aria-hidden />}
            isDisabled={all.length >= MOST_CONTACTS}
            onPress={() => setBegun((held) => ({ ...held, [newId(world.clock(), world.random)]: kind }))}
          >
            Add {kind === "emergency" ? "emergency contact" : `another ${contactLabels[kind].toLowerCase()}`}
          </Button>
        ))}
      </div>
    </>
  );
}

function nameOf(contact: Contact): string {
  return contact.kind === "emergency" ? contact.name : contact.value;
}

function byAge(a: string, b: string): number {
  return a < b ? -1 : 1;
}

import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import type { ClientFields } from "@cliently/api/domain/client/client";
import type { Contact } from "@cliently/api/domain/client/contacts";
import { overOf, type Over } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import type { Row } from "@cliently/api/domain/store";

import { useMutate } from "../sync/hooks.tsx";

type Client = Row<"client">;
type Changes = MutationArgs<"client.change">["changes"];

/** The act that changes fields of a client. */
export function clientChange(id: string, changes: Changes): Act {
  return { name: "client.change", args: { id, changes } };
}

/** Keeps one field of a client. `over`: the value that the person saw; the one that is there now, when absent. */
export function useChange(
  client: Client,
): (name: keyof ClientFields, value: string | null, over?: Over) => Promise<unknown> {
  const mutate = useMutate();
  return (name, value, over = overOf(client, name)) =>
    mutate([clientChange(client.id, { [name]: { value, over } } as Changes)]); // the field's own control made the value
}

/** Keeps one of the further contacts of a client; null takes it away. */
export function useContactChange(
  client: Client,
): (contactId: string, value: Contact | null, over?: Over) => Promise<unknown> {
  const mutate = useMutate();
  return (contactId, value, over = overOf(client, entryField("contacts", contactId))) =>
    mutate([clientChange(client.id, { contacts: { [contactId]: { value, over } } })]);
}

import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import type { ClientFields } from "@cliently/api/domain/client/client";
import type { Contact } from "@cliently/api/domain/client/contacts";
import { overOf } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import type { Row } from "@cliently/api/domain/store";

import { useMutate } from "../sync/hooks.tsx";

type Client = Row<"client">;
type Changes = MutationArgs<"client.change">["changes"];

/** The act that changes fields of a client. */
export function clientChange(id: string, changes: Changes): Act {
  return { name: "client.change", args: { id, changes } };
}

/** Keeps one field of a client, in place of the value that the person sees. */
export function useChange(client: Client): (name: keyof ClientFields, value: string | null) => Promise<unknown> {
  const mutate = useMutate();
  return (name, value) =>
    mutate([clientChange(client.id, { [name]: { value, over: overOf(client, name) } } as Changes)]); // the field's own control made the value
}

/** Keeps one of the further contacts of a client; null takes it away. */
export function useContactChange(client: Client): (contactId: string, value: Contact | null) => Promise<unknown> {
  const mutate = useMutate();
  return (contactId, value) => {
    const over = overOf(client, entryField("contacts", contactId));
    return mutate([clientChange(client.id, { contacts: { [contactId]: { value, over } } })]);
  };
}

import type { Client } from "@cliently/api/domain/client/client";
import { addTo, duplicateIndex, firstLike, type Resemblance } from "@cliently/api/domain/client/duplicates";
import { fullName } from "@cliently/api/domain/client/full-name";

import type { Person } from "./reading/person.ts";

/** Somebody in the file who looks like somebody who is there already, or stands further up in the file. */
export type Likeness = { who: string; by: Resemblance["by"] };

/** Of each person in the file, the surest likeness, if there is any. */
export function likenesses(people: readonly Person[], clients: readonly Client[]): (Likeness | undefined)[] {
  const index = duplicateIndex(clients);
  const names = new Map(clients.map((client) => [client.id, fullName(client)]));
  return people.map((person) => {
    const { fields, contacts, line } = person;
    const valuesOf = (kind: "email" | "phone") =>
      contacts.flatMap((contact) => (contact.kind === kind && "value" in contact ? [contact.value] : []));
    const known = {
      fullName: fullName(fields),
      emails: [fields.email, ...valuesOf("email")],
      phones: [fields.phone, ...valuesOf("phone")],
    };
    const first = firstLike(index, known);
    addTo(index, `line ${line}`, known);
    return first && { by: first.by, who: names.get(first.id) ?? `${first.id} of this file` };
  });
}

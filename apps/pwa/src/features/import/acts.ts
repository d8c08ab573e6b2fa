import type { Act } from "@cliently/api/domain/catalogue";
import type { Id } from "@cliently/api/domain/ids";

import type { Person } from "./reading/person.ts";

export type ImportAct = Extract<Act, { name: "client.import" }>;
type NewClient = ImportAct["args"]["clients"][number];

/** An act is no larger than this, so that none holds up the line, and a cancelled import stops soon. */
const MOST_PEOPLE_AN_ACT = 50;
const MOST_LETTERS_AN_ACT = 100_000;

/** The acts that import these people, in their order. `newId`: an id that sorts so many ms after now. */
export function* importActs(
  people: Iterable<Person>,
  { importId, fileName, newId }: { importId: Id; fileName: string; newId: (ms: number) => Id },
): Generator<ImportAct> {
  let clients: NewClient[] = [];
  let letters = 0;
  const act = (): ImportAct => ({ name: "client.import", args: { importId, fileName, clients } });
  for (const { fields, tags, contacts } of people) {
    const client = {
      id: newId(0),
      fields,
      tags,
      contacts: Object.fromEntries(contacts.map((contact, place) => [newId(place), contact])),
    };
    const { length } = JSON.stringify(client);
    if (clients.length === MOST_PEOPLE_AN_ACT || (clients.length > 0 && letters + length > MOST_LETTERS_AN_ACT)) {
      yield act();
      clients = [];
      letters = 0;
    }
    clients.push(client);
    letters += length;
  }
  if (clients.length > 0) yield act();
}

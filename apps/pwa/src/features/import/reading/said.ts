import type { ClientFields } from "@cliently/api/domain/client/client";
import { clientLabels } from "@cliently/api/domain/client/labels";

import { timeBeside } from "./days.ts";

export type Fields = { [Field in keyof Required<ClientFields>]: Exclude<ClientFields[Field], undefined> };

/**
 * `isFurther`: never the main one, also when there is no other. `labelHeading`: where its label stands by itself; the
 * main one has none, so that it goes to the rest.
 */
export type Way = { value: string; label: string; isFurther?: boolean; labelHeading?: string | undefined };

/** Words that have no field of their own, or do not fit into it; `reason`, if the person should hear of it. */
export type Rest = { heading: string; words: string; reason?: string };

/** What a row or a card says about somebody. */
export type Said = {
  fields: Partial<Fields>;
  fullName: string;
  /** What they are called by when nothing else names them. */
  organisation: string;
  emails: Way[];
  phones: Way[];
  emergencies: { name: string; relation: string; phone: string; email: string }[];
  tags: string[];
  rest: Rest[];
};

export function nothingSaid(): Said {
  return { fields: {}, fullName: "", organisation: "", emails: [], phones: [], emergencies: [], tags: [], rest: [] };
}

/** Says a field that holds one thing. What else a file says of it goes to the rest, and is told. */
export function sayOnce<Field extends keyof Fields>(said: Said, field: Field, value: Fields[Field], from: Rest): void {
  const held = said.fields[field];
  if (!held) said.fields[field] = value;
  else if (held !== value) said.rest.push(saidAgain(clientLabels[field], from));
}

/** The same of a day. A time beside it has no field, and goes to the rest if that is kept. */
export function sayDay(
  said: Said,
  field: "birthDate" | "nextActionOn",
  { day, from, keepsRest }: { day: string; from: Rest; keepsRest: boolean },
): void {
  sayOnce(said, field, day, from);
  if (keepsRest && timeBeside(from.words)) said.rest.push(from);
}

/** The same of the name in one piece. */
export function sayFullName(said: Said, name: string, from: Rest): void {
  if (!said.fullName) said.fullName = name;
  else if (said.fullName !== name) said.rest.push(saidAgain("Full name", from));
}

export function saidAgain(field: string, from: Rest): Rest {
  return { ...from, reason: `${field}: said more than once` };
}

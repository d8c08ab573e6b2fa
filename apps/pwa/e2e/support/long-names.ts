import { aClient, anId, type Act } from "./another-device.ts";

/** 80 characters, as long as a name of two parts gets. */
export const LONG_NAME = "Maximiliana-Wilhelmina-Theodora-Philippa von der Wintermühlensommerfeld-Oberbach";

const TAGS = Array.from(
  { length: 12 },
  (_, at) => `${["mornings", "every second week", "by telephone"][at % 3]} ${at}`,
);

/** Two people of that name, a client and a lead, with twelve tags and eight contacts each. */
export function longPeople(): Act[] {
  const [givenName = "", ...rest] = LONG_NAME.split(" ");
  const contact = (at: number) =>
    at % 2
      ? { kind: "phone", label: `The number of the workshop ${at}`, value: `+1 555 0170 ${at}` }
      : { kind: "emergency", name: LONG_NAME, relation: "Great-grandfather", phone: `+1 555 0171 ${at}`, email: "" };
  const fields = {
    givenName,
    familyName: rest.join(" "),
    pronouns: "they/them/theirs or she/her/hers",
  };
  const reach = {
    email: `${"a-very-long-address-".repeat(4)}@example.invalid`,
    phone: "+1 555 0172 0000 extension 12345",
  };
  const lead = { status: "inquiry" as const, source: "A".repeat(90), nextAction: "Write ".repeat(20), leadNotes: "" };
  const contacts = () => Object.fromEntries(Array.from({ length: 8 }, (_, at) => [anId(), contact(at)]));
  return [
    aClient({ ...fields, ...reach }, { tags: TAGS, contacts: contacts() }),
    aClient({ ...fields, ...reach, ...lead }, { tags: TAGS, contacts: contacts() }),
  ];
}

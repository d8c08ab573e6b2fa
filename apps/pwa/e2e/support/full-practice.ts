import { stages } from "@cliently/api/domain/client/stages";
import type { BrowserContext } from "@playwright/test";

import { aClient, aNote, anId, anotherDevice, DAY } from "./another-device.ts";
import { longPeople } from "./long-names.ts";
import { aWriter } from "./written-words.ts";

export type Size = { clients: number; notes: number; leads?: number; characters?: number; isLong?: boolean };

/**
 * Fills the account that is signed in here, through the same door as a device. `characters`: of each note; `isLong`: two
 * people as long as they get come too. Resolves with everybody else's names.
 */
export async function fillPractice(
  url: string,
  context: BrowserContext,
  { clients, notes, leads = 0, characters = 2_000, isLong = false }: Size,
): Promise<string[]> {
  const send = await anotherDevice(url, context);
  const writer = aWriter(1);
  const people = Array.from({ length: clients + leads }, (_, place) => {
    const [givenName, familyName] = [named(writer.word()), named(writer.word())];
    const contact = { kind: "emergency", name: named(writer.word()), relation: "", phone: "+1 555 0100", email: "" };
    const fields = {
      givenName,
      familyName: `${familyName}-${place}`,
      email: `person${place}@example.invalid`,
      phone: `+1 555 ${String(100_000 + place)}`,
      background: writer.text(200),
      ...(place < clients ? {} : { status: stages[place % stages.length], source: "Web page" }),
    };
    const tags = place % 3 ? ["weekly"] : ["online", "evening"];
    const add = aClient(fields, { tags, contacts: place % 2 ? { [anId()]: contact } : {} });
    return { add, name: `${fields.givenName} ${fields.familyName}` };
  });
  await send([...people.map(({ add }) => add), ...(isLong ? longPeople() : [])]);
  for (let begun = 0; begun < notes; begun += 1_000) {
    await send(
      Array.from({ length: Math.min(1_000, notes - begun) }, (_, place) =>
        aNote(
          people[(begun + place) % clients]?.add.args.id ?? "",
          { subjective: writer.text(characters * 0.7), plan: writer.text(characters * 0.3) },
          { startedAt: Date.now() - Math.floor(((begun + place) / notes) * 900 * DAY) },
        ),
      ),
    );
  }
  return people.map(({ name }) => name);
}

function named(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

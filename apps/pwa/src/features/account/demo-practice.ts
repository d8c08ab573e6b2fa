import type { Act } from "@cliently/api/domain/catalogue";
import { blankClient } from "@cliently/api/domain/client/blank";
import { newId } from "@cliently/api/domain/new-id";
import { firstText } from "@cliently/api/domain/note/first-text";

import { localDay } from "../../local-day.ts";
import { LEADS, PEOPLE } from "./demo-people.ts";

const DAY = 86_400_000;

/**
 * The acts that fill a demo practice: people and sessions made up from end to end, dated back from `now`. The device
 * makes them as a person would, so that the demo proves the same path.
 */
export function demoPractice(now: number): Act[] {
  const id = () => newId(now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const clients = PEOPLE.flatMap((person, place) => {
    const { givenName, familyName, pronouns, background, ai, more = {}, tags = [], contacts = [], sessions } = person;
    const clientId = id();
    const email = `${givenName.toLowerCase()}@example.invalid`;
    const phone = `+1 555 01${String(place + 10)}`;
    const acts: Act[] = [
      {
        name: "client.create",
        args: {
          id: clientId,
          fields: { ...blankClient, givenName, familyName, pronouns, email, phone, background, ...more },
          tags,
          contacts: Object.fromEntries(contacts.map((contact) => [id(), contact])),
        },
      },
    ];
    for (const kind of ai ? (["data", "ai"] as const) : (["data"] as const)) {
      acts.push({
        name: "consent.give",
        args: { id: id(), clientId, kind, textVersion: "2026-11", givenAt: now - 60 * DAY, remark: "Demo practice" },
      });
    }
    for (const { daysAgo, template, words } of sessions) {
      const startedAt = atNine(now - daysAgo * DAY) + place * 3_600_000;
      acts.push({
        name: "note.create",
        args: { id: id(), clientId, fields: { template, startedAt }, update: firstText(words) },
      });
    }
    return acts;
  });
  const leads = LEADS.map(({ inDays, ...fields }): Act => {
    const nextActionOn = inDays === undefined ? null : localDay(now + inDays * DAY);
    const all = { ...blankClient, ...fields, nextActionOn };
    return { name: "client.create", args: { id: id(), fields: all, tags: [], contacts: {} } };
  });
  return [...clients, ...leads];
}

function atNine(time: number): number {
  return new Date(time).setHours(9, 0, 0, 0);
}

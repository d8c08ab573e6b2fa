import type { Act } from "@cliently/api/domain/catalogue";
import { blankClient } from "@cliently/api/domain/client/blank";
import { overOf } from "@cliently/api/domain/field";
import { newId } from "@cliently/api/domain/new-id";
import { firstText } from "@cliently/api/domain/note/first-text";
import type { Row } from "@cliently/api/domain/store";

import { localDay } from "../../platform/days.ts";
import { FOLLOWED_UP, LEADS, PEOPLE, PRESETS } from "./demo-people.ts";

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
    const inOrder = sessions.toSorted((a, b) => b.daysAgo - a.daysAgo);
    for (const [before, { daysAgo, template, words }] of inOrder.entries()) {
      const startedAt = atNine(now - daysAgo * DAY) + place * 3_600_000;
      acts.push({
        name: "note.create",
        args: { id: id(), clientId, fields: { template, startedAt, number: before + 1 }, update: firstText(words) },
      });
    }
    return [...acts, ...goalsOf(clientId, person), ...measuresOf(clientId, person)];
  });
  const leads = LEADS.map(({ inDays, ...fields }): Act => {
    const nextActionOn = inDays === undefined ? null : localDay(now + inDays * DAY);
    const all = { ...blankClient, ...fields, nextActionOn };
    return { name: "client.create", args: { id: id(), fields: all, tags: [], contacts: {} } };
  });
  const presets = PRESETS.map((fields): Act => ({ name: "preset.create", args: { id: id(), fields } }));
  return [...clients, ...leads, ...presets];

  function goalsOf(clientId: string, { goals = [] }: (typeof PEOPLE)[number]): Act[] {
    return goals.flatMap(({ title, unit, start, target, dueInDays, steps, progress }): Act[] => {
      const goalId = id();
      const numbers = { unit, start, target, dueOn: localDay(now + dueInDays * DAY) };
      const noted = steps.map(({ text, isDone = false }, place) => {
        const at = now - 36 * DAY + place;
        return [id(), { text, at, doneAt: isDone ? now - 8 * DAY : null }] as const;
      });
      const entries = progress.map(({ daysAgo, value, remark = "" }) => {
        const entry = { at: atNine(now - daysAgo * DAY), value, remark, noteId: null };
        return [id(), { value: entry, over: null }] as const;
      });
      const fields = { title, details: "", ...numbers, status: "open" as const };
      return [
        { name: "goal.create", args: { id: goalId, clientId, fields, steps: Object.fromEntries(noted) } },
        { name: "goal.change", args: { id: goalId, changes: { progress: Object.fromEntries(entries) } } },
      ];
    });
  }

  function measuresOf(clientId: string, { measures = [] }: (typeof PEOPLE)[number]): Act[] {
    return measures.flatMap(({ instrument, daysAgo, answers }): Act[] => {
      const measurementId = id();
      const begun = { id: measurementId, clientId, noteId: null, instrument, scale: null };
      const given = answers.map((value, place) => [String(place + 1), { value, over: null }] as const);
      return [
        { name: "measurement.begin", args: { ...begun, takenAt: atNine(now - daysAgo * DAY) } },
        { name: "measurement.change", args: { id: measurementId, changes: { answers: Object.fromEntries(given) } } },
      ];
    });
  }
}

/** The acts that finish the measures that were begun. */
export function finishedMeasures(begun: readonly Row<"measurement">[]): Act[] {
  return begun.map((row): Act => {
    const status = { value: "done" as const, over: overOf(row, "status") };
    const isNine = row.instrument === "phq-9" && (row.answers?.["9"] ?? 0) > 0;
    const followUp = isNine ? { followUp: { value: FOLLOWED_UP, over: overOf(row, "followUp") } } : {};
    return { name: "measurement.change", args: { id: row.id, changes: { status, ...followUp } } };
  });
}

function atNine(time: number): number {
  return new Date(time).setHours(9, 0, 0, 0);
}

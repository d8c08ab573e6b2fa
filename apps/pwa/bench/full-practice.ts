import { randomUUID } from "node:crypto";

import { blankClient } from "@cliently/api/domain/client/blank";
import { stages } from "@cliently/api/domain/client/stages";
import { newId } from "@cliently/api/domain/new-id";
import { firstText } from "@cliently/api/domain/note/first-text";
import type { BrowserContext } from "@playwright/test";

import { aWriter } from "./words.ts";

type Size = { clients: number; notes: number; leads?: number; characters?: number };

const DAY = 86_400_000;

/** Fills the account that is signed in here, through the same door as a device. Resolves with everybody's names. */
export async function fillPractice(
  url: string,
  context: BrowserContext,
  { clients, notes, leads = 0, characters = 2_000 }: Size,
): Promise<string[]> {
  const send = await aSender(url, context);
  const writer = aWriter(1);
  const people = Array.from({ length: clients + leads }, (_, place) => {
    const [givenName, familyName] = [named(writer.word()), named(writer.word())];
    const contact = { kind: "emergency", name: named(writer.word()), relation: "", phone: "+1 555 0100", email: "" };
    return {
      id: anId(),
      tags: place % 3 ? ["weekly"] : ["online", "evening"],
      contacts: place % 2 ? { [anId()]: contact } : {},
      fields: {
        ...blankClient,
        givenName,
        familyName: `${familyName}-${place}`,
        email: `person${place}@example.invalid`,
        phone: `+1 555 ${String(100_000 + place)}`,
        background: writer.text(200),
        ...(place < clients ? {} : { status: stages[place % stages.length], source: "Web page" }),
      },
    };
  });
  await send(people.map((args) => ({ name: "client.create", v: 3, args })));
  for (let begun = 0; begun < notes; begun += 1_000) {
    await send(
      Array.from({ length: Math.min(1_000, notes - begun) }, (_, place) => ({
        name: "note.create",
        v: 1,
        args: {
          id: anId(),
          clientId: people[(begun + place) % clients]?.id,
          fields: { template: "soap", startedAt: Date.now() - Math.floor(((begun + place) / notes) * 900 * DAY) },
          update: firstText({ subjective: writer.text(characters * 0.7), plan: writer.text(characters * 0.3) }),
        },
      })),
    );
  }
  return people.map(({ fields }) => `${fields.givenName} ${fields.familyName}`);
}

type Act = { name: string; v: number; args: object };

/** Sends acts as one more device of the account would, in batches. */
async function aSender(url: string, context: BrowserContext): Promise<(acts: Act[]) => Promise<void>> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = {
    cookie,
    "content-type": "application/json",
    "x-cliently": "1",
    "sec-fetch-site": "same-origin",
    connection: "close", // making up a thousand notes can take longer than the server keeps a line open
  };
  const call = async (path: string, body?: object) => {
    const answer = await fetch(
      `${url}/trpc/${path}`,
      body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers },
    );
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return ((await answer.json()) as { result: { data: unknown } }).result.data; // tRPC's envelope
  };
  const { accountId } = (await call("account.me")) as { accountId: string }; // of this procedure
  const device = randomUUID();
  let seq = 0;
  return async (acts) => {
    for (let sent = 0; sent < acts.length; sent += BATCH) {
      const mutations = acts
        .slice(sent, sent + BATCH)
        .map((act) => ({ ...act, seq: ++seq, mid: anId(), madeAt: Date.now() }));
      const request = { account: accountId, device, label: "bench", cursor: null, mutations, pending: 0 };
      const { results } = (await call("sync.exchange", request)) as { results: { status: string }[] }; // of this procedure
      if (!results.every(({ status }) => status === "applied")) throw new Error("the server did not take everything");
    }
  };
}

const BATCH = 100;

function anId(): string {
  return newId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

function named(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

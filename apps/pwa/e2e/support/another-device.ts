import { randomUUID } from "node:crypto";

import { blankClient } from "@cliently/api/domain/client/blank";
import type { ClientFields } from "@cliently/api/domain/client/client";
import { newId } from "@cliently/api/domain/new-id";
import { firstText } from "@cliently/api/domain/note/first-text";
import type { BrowserContext } from "@playwright/test";

/** What a device asks of the server to do. `madeAt`: now when absent. */
export type Act = { name: string; v: number; args: object; madeAt?: number };

const BATCH = 100;

/** One more device of the account that is signed in here: sends acts in batches, and stops at one that is not taken. */
export async function anotherDevice(url: string, context: BrowserContext): Promise<(acts: Act[]) => Promise<void>> {
  const call = await callAs(url, context);
  const { accountId: account } = (await call("account.me")) as { accountId: string }; // of this procedure
  const device = randomUUID();
  let seq = 0;
  return async (acts) => {
    for (let sent = 0; sent < acts.length; sent += BATCH) {
      const mutations = acts
        .slice(sent, sent + BATCH)
        .map(({ madeAt = Date.now(), ...act }) => ({ ...act, seq: ++seq, mid: anId(), madeAt }));
      const request = { account, device, label: "another", cursor: null, mutations, pending: 0 };
      const { results } = (await call("sync.exchange", request)) as { results: { status: string }[] }; // of this procedure
      if (!results.every(({ status }) => status === "applied")) throw new Error("the server did not take everything");
    }
  };
}

/** Calls the server as this browser does, with its cookies. */
export async function callAs(
  url: string,
  context: BrowserContext,
): Promise<(path: string, body?: object) => Promise<unknown>> {
  const cookie = (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = {
    cookie,
    "content-type": "application/json",
    "x-cliently": "1",
    "sec-fetch-site": "same-origin",
    connection: "close", // making up a thousand notes can take longer than the server keeps a line open
  };
  return async (path, body) => {
    const asked = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`${url}/trpc/${path}`, asked);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return ((await answer.json()) as { result: { data: unknown } }).result.data; // tRPC's envelope
  };
}

/** In ms. */
export const DAY = 86_400_000;

type Fields = Partial<ClientFields> & Pick<ClientFields, "givenName">;
type Besides = { tags?: string[]; contacts?: object };

/** A client who is added. */
export function aClient(fields: Fields, { tags = [], contacts = {} }: Besides = {}): Act & { args: { id: string } } {
  const args = { id: anId(), fields: { ...blankClient, ...fields }, tags, contacts };
  return { name: "client.create", v: 4, args };
}

/** A note that is begun with words in its sections. */
export function aNote(
  clientId: string,
  sections: Record<string, string>,
  { startedAt = Date.now(), template = "soap" } = {},
): Act & { args: { id: string; update: string } } {
  const args = { id: anId(), clientId, fields: { template, startedAt }, update: firstText(sections) };
  return { name: "note.create", v: 2, args };
}

export function anId(): string {
  return newId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

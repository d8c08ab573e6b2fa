import { randomUUID } from "node:crypto";

import { blankClient } from "@cliently/api/domain/client/blank";
import { newId } from "@cliently/api/domain/new-id";
import type { BrowserContext } from "@playwright/test";

const GIVEN = ["Marigold", "Juniper", "Barnaby", "Sorrel", "Alder", "Hazel", "Linden", "Tansy", "Fern", "Rowan"];
const FAMILY = ["Thistlewood", "Oakenshaw", "Reed", "Ashgrove", "Fernsby", "Larkspur", "Nettleton"];
const AT_ONCE = 50;

/**
 * Adds many invented clients to the account of a browser, by the same door as a device: "Alder Ashgrove 34" and so on, one
 * a minute, the last one just now.
 */
export async function addMany(url: string, context: BrowserContext, count: number): Promise<void> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, "content-type": "application/json", "x-cliently": "1", "sec-fetch-site": "same-origin" };
  const call = async (path: string, body?: object): Promise<unknown> => {
    const asked = body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`${url}/trpc/${path}`, asked);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  const { accountId: account } = (await call("account.me")) as { accountId: string };
  const device = randomUUID();
  const id = () => newId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const now = Date.now();
  const acts = Array.from({ length: count }, (_, place) => {
    const fields = {
      ...blankClient,
      givenName: GIVEN[place % GIVEN.length],
      familyName: `${FAMILY[place % FAMILY.length]} ${place}`,
      phone: `+44 20 7946 ${1_000 + place}`,
    };
    const args = { id: id(), fields, tags: [], contacts: {} };
    return { seq: place + 1, mid: id(), name: "client.create", v: 3, args, madeAt: now - (count - place) * 60_000 };
  });
  for (let sent = 0; sent < count; sent += AT_ONCE) {
    const mutations = acts.slice(sent, sent + AT_ONCE);
    await call("sync.exchange", { account, device, label: "many", cursor: null, mutations, pending: 0 });
  }
}

import { expect, test } from "vitest";

import { aServer, dataOf, OURS, type AServer } from "./a-server.ts";
import { fewAtOnce } from "./naughty.ts";

const METHODS = ["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "OPTIONS"];
const TYPES = [
  undefined,
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json",
  "application/json; charset=utf-8",
  "text/plain; application/json",
];
const SITES = [undefined, "cross-site", "same-site", "none", "Same-Origin", "same-origin, same-origin"];
const ORIGINS = [undefined, "null", "https://evil.example", "http://localhost:1", "http://127.0.0.1"];
const OWN_HEADER = [undefined, "0", "1"];

test("CSRF1: of every request that another site can make, none is carried out", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();
  const executed = countSignOuts(server);

  const forged = product(METHODS, TYPES, SITES, ORIGINS, OWN_HEADER);
  expect(forged.length).toBeGreaterThanOrEqual(300);
  const statuses = await fewAtOnce(16, forged, async ([method, type, site, origin, own]) => {
    const headers = given({ cookie, "content-type": type, "sec-fetch-site": site, origin, "x-cliently": own });
    const reads = method === "GET" || method === "HEAD";
    const answer = await server.ask({
      method,
      path: "/trpc/account.signOut",
      headers,
      ...(reads ? {} : { body: "{}" }),
    });
    return answer.status;
  });

  expect(executed()).toBe(0);
  expect(new Set(statuses)).toEqual(new Set([403, 405, 204])); // 204: a HEAD, which carries nothing out
  expect(dataOf(await server.read("account.me", {}, cookie))).not.toBeNull();
});

test("CSRF1: a browser that says nothing of the site must come from the very origin", async () => {
  await using server = await aServer();
  const { "sec-fetch-site": _, ...silent } = OURS;
  const host = `127.0.0.1:${server.port}`;
  const from = async (origin: string, more: Record<string, string> = {}) => {
    const headers = { ...silent, host, origin, ...more };
    return (await server.ask({ method: "POST", path: "/trpc/account.signOut", headers, body: "{}" })).status;
  };

  expect(await from(`http://${host}`)).toBe(200);
  for (const origin of [`https://${host}`, `http://${host}.evil.example`, "http://127.0.0.1", `http://${host}/`, ""]) {
    expect(await from(origin), origin).toBe(403);
  }
  expect(
    await from("https://cliently.example", { "x-forwarded-proto": "https", "x-forwarded-host": "cliently.example" }),
  ).toBe(403);
});

test("our own pages get through, and only with all three marks of them", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();
  const executed = countSignOuts(server);
  const path = "/trpc/account.signOut";

  for (const missing of Object.keys(OURS)) {
    const headers = Object.fromEntries(Object.entries({ ...OURS, cookie }).filter(([name]) => name !== missing));
    expect((await server.ask({ method: "POST", path, headers, body: "{}" })).status, missing).toBe(403);
  }
  expect(executed()).toBe(0);
  expect((await server.ask({ method: "POST", path, headers: { ...OURS, cookie }, body: "{}" })).status).toBe(200);
  expect(executed()).toBe(1);
});

function countSignOuts(server: AServer): () => number {
  const { account } = server.services;
  const signOut = account.signOut;
  let count = 0;
  account.signOut = (sessionId) => {
    count++;
    return signOut(sessionId);
  };
  return () => count;
}

function given(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

type All = [string, string | undefined, string | undefined, string | undefined, string | undefined];

function product(...[methods, ...rest]: [string[], ...(string | undefined)[][]]): All[] {
  let rows: (string | undefined)[][] = methods.map((method) => [method]);
  for (const values of rest) rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  return rows as All[]; // one value of each list, the methods first
}

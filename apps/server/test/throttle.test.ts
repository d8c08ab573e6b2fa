import { randomBytes } from "node:crypto";

import { expect, test } from "vitest";

import { aNewcomer, aServer, OURS, PASSWORD, setCookies, type Answer, type AServer } from "./a-server.ts";

test("RAT2: after many wrong tries of strangers the owner still signs in where they have signed in before", async () => {
  await using server = await aServer();
  const email = "ada@practice.example";
  const device = deviceCookie(await server.call("account.signUp", aNewcomer()));

  const wrong = await tries(server, email, 12);
  expect(wrong).toEqual([...Array.from({ length: 10 }, () => 400), 429, 429]);
  expect((await server.call("account.signIn", { email, password: PASSWORD })).status).toBe(429);
  expect((await server.call("account.signIn", { email, password: PASSWORD }, device)).status).toBe(200);
});

test("a browser that somebody has used is no way to guess without end, and only for that account", async () => {
  await using server = await aServer();
  const device = deviceCookie(await server.call("account.signUp", aNewcomer()));
  const other = await server.newcomer();

  expect(await tries(server, "ada@practice.example", 11, device)).toEqual([
    ...Array.from({ length: 10 }, () => 400),
    429,
  ]);
  await tries(server, other.email, 10);
  expect((await server.call("account.signIn", { email: other.email, password: PASSWORD }, device)).status).toBe(429);
  const forged = device.replace(/=.{4}/, "=AAAA");
  expect(
    (await server.call("account.signIn", { email: "ada@practice.example", password: "wrong" }, forged)).status,
  ).toBe(400);
});

test("RAT4: neither forwarding headers nor batches make more tries of one", async () => {
  await using server = await aServer();
  const email = `n-${randomBytes(4).toString("hex")}@practice.example`;
  const input = JSON.stringify(
    Object.fromEntries(Array.from({ length: 10 }, (_, call) => [call, { email, password: "wrong" }])),
  );
  const path = `/trpc/${Array(10).fill("account.signIn").join(",")}?batch=1`;
  await server.ask({ method: "POST", path, headers: OURS, body: input });

  const headers = {
    ...OURS,
    "x-forwarded-for": "203.0.113.9",
    "x-real-ip": "203.0.113.9",
    forwarded: "for=203.0.113.9",
  };
  const body = JSON.stringify({ email, password: "wrong" });
  const answer = await server.ask({ method: "POST", path: "/trpc/account.signIn", headers, body });
  expect(answer.status).toBe(429);
  expect(answer.body).toMatch(/Too many tries\. Wait 1\d minutes and try again\./);
});

test("one network makes a limited number of accounts in an hour", async () => {
  await using server = await aServer({ signUpsPerHour: 2, offersDemo: true });
  await server.newcomer();
  expect((await server.call("account.demo", { password: PASSWORD })).status).toBe(200);
  expect((await server.call("account.demo", { password: PASSWORD })).status).toBe(429);
  expect((await server.call("account.signUp", aNewcomer())).status).toBe(429);
});

test("AUTH5: a hundred sign-ins at once leave other routes quick, and those that found no place are told to try again", async () => {
  await using server = await aServer();
  const crowd = Array.from({ length: 100 }, (_, index) =>
    server.call("account.signIn", { email: `n-${index}@practice.example`, password: "wrong" }),
  );
  const times: number[] = [];
  let isOver = false;
  const all = Promise.all(crowd).finally(() => (isOver = true));
  while (!isOver) {
    const began = performance.now();
    expect((await server.read("account.offers", {})).status).toBe(200);
    times.push(performance.now() - began);
  }
  const statuses = (await all).map(({ status }) => status);
  const looked = statuses.filter((status) => status === 400).length;
  expect(looked).toBeGreaterThanOrEqual(18);
  expect(looked).toBeLessThan(40); // a place falls free now and then while they arrive
  expect(statuses.filter((status) => status === 503)).toHaveLength(100 - looked);
  expect(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]).toBeLessThan(1_000);
});

async function tries(server: AServer, email: string, count: number, cookie?: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < count; time++) {
    statuses.push((await server.call("account.signIn", { email, password: "not the one" }, cookie)).status);
  }
  return statuses;
}

function deviceCookie({ headers }: Answer): string {
  return setCookies(headers)[1]?.split(";")[0] ?? "";
}

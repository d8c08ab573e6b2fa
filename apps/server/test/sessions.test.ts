import { expect, test } from "vitest";

import { asOwner } from "./as-owner.ts";
import { aServer, dataOf, PASSWORD, type AServer } from "./a-server.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test("SES1: what the database holds of a session opens nothing", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();
  const [session] = await asOwner(server.database, "SELECT id FROM session");

  expect(await isSignedIn(server, cookie)).toBe(true);
  expect(session?.["id"]).toMatch(/^[0-9a-f]{64}$/);
  expect(await isSignedIn(server, `__Host-cliently=${String(session?.["id"])}`)).toBe(false);
});

test("SES4: a session ends seven days after its last use", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();

  for (const days of [6.9, 6.9, 6.9]) {
    server.later(days * DAY);
    expect(await isSignedIn(server, cookie)).toBe(true);
  }
  server.later(7 * DAY + 1);
  expect(await isSignedIn(server, cookie)).toBe(false);
});

test("SES4: use within the first days counts as much as later use", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();

  server.later(3 * DAY);
  expect(await isSignedIn(server, cookie)).toBe(true);
  server.later(7 * DAY - 2 * HOUR);
  expect(await isSignedIn(server, cookie)).toBe(true);
});

test("SES4: a session ends thirty days after sign-in, however much it is used", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();

  for (let day = 1; day < 30; day++) {
    server.later(DAY);
    expect(await isSignedIn(server, cookie)).toBe(true);
  }
  server.later(DAY);
  expect(await isSignedIn(server, cookie)).toBe(false);
});

test("a stream that asks whether its session stands does not keep it alive", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();
  const [session] = await asOwner(server.database, "SELECT id FROM session");
  const asks = () => server.services.account.sessionById(String(session?.["id"]));

  server.later(4 * DAY);
  expect(await asks()).not.toBeNull();
  server.later(3 * DAY);
  expect(await asks()).toBeNull();
  expect(await isSignedIn(server, cookie)).toBe(false);
});

test("signing out ends the session for every holder of its token, and no other session", async () => {
  await using server = await aServer();
  const { cookie, email } = await server.newcomer();
  const other = await server.call("account.signIn", { email, password: PASSWORD });
  const otherCookie = other.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

  await server.call("account.signOut", {}, cookie);
  expect(await isSignedIn(server, cookie)).toBe(false);
  expect(await isSignedIn(server, otherCookie)).toBe(true);
});

test("expired sessions leave the database", async () => {
  await using server = await aServer();
  await server.newcomer();
  server.later(8 * DAY);
  await server.newcomer();

  await server.services.account.purgeSessions();
  expect(await asOwner(server.database, "SELECT id FROM session")).toHaveLength(1);
});

test("a made-up, empty, endless or doubled token is nobody's", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer();
  const token = cookie.split("=")[1] ?? "";

  for (const bad of ["", "x", "a".repeat(10_000), `${token}x`, token.slice(1), token.toUpperCase(), "%00", "'; --"]) {
    expect(await isSignedIn(server, `__Host-cliently=${bad}`), bad.slice(0, 20)).toBe(false);
  }
  expect(await isSignedIn(server, `cliently=${token}`)).toBe(false);
});

async function isSignedIn(server: AServer, cookie: string): Promise<boolean> {
  const answer = await server.read("account.me", {}, cookie);
  expect(answer.status).toBe(200);
  return dataOf(answer) !== null;
}

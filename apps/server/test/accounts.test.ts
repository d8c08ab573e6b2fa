import { randomBytes } from "node:crypto";

import { expect, test } from "vitest";

import { aNewcomer, aServer, cookieOf, dataOf, fieldsOf, PASSWORD, setCookies, type Answer } from "./a-server.ts";
import { asOwner } from "./as-owner.ts";
import { fewAtOnce, inLines, naughtyStrings } from "./naughty.ts";

test("somebody signs up, is known, signs out and in again, however the address is spelt", async () => {
  await using server = await aServer();

  const up = await server.call("account.signUp", aNewcomer());
  expect(up.status).toBe(200);
  expect(dataOf(await server.read("account.me", {}, cookieOf(up)))).toEqual(dataOf(up));

  const out = await server.call("account.signOut", {}, cookieOf(up));
  expect(setCookies(out.headers).toSorted()).toEqual([
    expect.stringMatching(/^__Host-cliently-box-\w+=;.*Expires=Thu, 01 Jan 1970/),
    expect.stringMatching(/^__Host-cliently=;.*Expires=Thu, 01 Jan 1970/),
  ]);
  expect(dataOf(await server.read("account.me", {}, cookieOf(up)))).toBeNull();

  const back = await server.call("account.signIn", { email: " ADA@Practice.example ", password: PASSWORD });
  expect(dataOf(back)).toEqual(dataOf(up));
});

test("SES2: both cookies are for this host alone, out of reach of scripts and of other sites' requests", async () => {
  await using server = await aServer();
  const { headers } = await server.call("account.signUp", aNewcomer());

  const cookies = setCookies(headers);
  expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(["__Host-cliently", "__Host-cliently-device"]);
  for (const cookie of cookies) {
    const attributes = cookie.split("; ").slice(1);
    expect(attributes).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]));
    expect(attributes.some((attribute) => attribute.startsWith("Domain"))).toBe(false);
  }
  expect(cookies[0]).toContain(`Max-Age=${30 * 86_400};`);
  expect(Buffer.from(cookieOf({ headers } as Answer).split("=")[1] ?? "", "base64url")).toHaveLength(32);
});

test("SES2: so is the one that says which device a browser is, and it names no account", async () => {
  await using server = await aServer();
  const { cookie, accountId } = await server.newcomer();
  const device = "01900000-0000-7000-8000-000000000001";
  const request = { account: accountId, device, label: "Browser", cursor: null, mutations: [], pending: 0 };
  const [box, ...others] = setCookies((await server.call("sync.exchange", request, cookie)).headers);
  expect(others).toEqual([]);
  const [pair, ...attributes] = box?.split("; ") ?? [];
  expect(pair).toMatch(new RegExp(`^__Host-cliently-box-[0-9a-f]{16}=${device}$`));
  expect(pair).not.toContain(accountId.slice(0, 8));
  expect(attributes).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]));
});

test("what was agreed to is kept: the policy's version, its time, and the word on age", async () => {
  await using server = await aServer();
  const { accountId } = await server.newcomer();

  const [row] = await asOwner(server.database, "SELECT * FROM account");
  expect(row).toMatchObject({ account_id: accountId, policy_version: aNewcomer().policyVersion });
  expect(row?.["policy_agreed_at"]).toEqual(row?.["adult_at"]);
});

test("neither e-mail, name, password nor token can be read in the database", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer("needle@practice.example");
  const token = cookie.split("=")[1] ?? "";

  const rows = JSON.stringify([
    ...(await asOwner(server.database, "SELECT account::text, encode(sealed, 'escape') AS sealed FROM account")),
    ...(await asOwner(server.database, "SELECT session::text FROM session")),
  ]);
  for (const needle of ["needle", "practice.example", "Ada", PASSWORD, token]) expect(rows).not.toContain(needle);
  expect(rows).toMatch(/\$2[aby]\$12\$/);
});

test("an address that has an account already is told so at its field", async () => {
  await using server = await aServer();
  await server.newcomer("twice@practice.example");

  const again = await server.call("account.signUp", { ...aNewcomer(), email: "Twice@Practice.example" });
  expect(again.status).toBe(400);
  expect(fieldsOf(again)).toEqual({ email: "There is an account with this address. Sign in instead." });
  expect(setCookies(again.headers)).toEqual([]);
});

test("of fifteen people who take one address at once, one gets it", async () => {
  await using server = await aServer();
  const tries = await Promise.all(Array.from({ length: 15 }, () => server.call("account.signUp", aNewcomer())));

  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(tries.filter(({ status }) => status === 400)).toHaveLength(14);
});

test("each field says what is wrong with it, and nothing that was sent comes back", async () => {
  await using server = await aServer();
  const answer = await server.call("account.signUp", {
    email: "sent-nonsense",
    name: "  ",
    password: "sent-nonsense",
    adult: false,
    policyVersion: "sent-nonsense",
    "sent-nonsense": 1,
  });

  expect(answer.status).toBe(400);
  expect(fieldsOf(answer)).toEqual({
    email: "Enter an e-mail address, like name@example.com.",
    name: "Enter your name.",
    adult: "Cliently is for people of 18 or over.",
    policyVersion: "The privacy policy has changed. Load the page again and read it first.",
  });
  expect(answer.body).not.toContain("nonsense");

  for (const [password, sentence] of [
    ["short", /15 characters/],
    ["password1234567", /easy to guess/],
    ["ada@practice.example", /easy to guess/],
    ["w".repeat(257), /256 characters/],
    ["w".repeat(5_000), /too long/],
  ] as const) {
    expect(fieldsOf(await server.call("account.signUp", { ...aNewcomer(), password }))?.["password"]).toMatch(sentence);
  }
});

test("a wrong password and an unknown address get the same bytes", async () => {
  await using server = await aServer();
  const { email } = await server.newcomer();

  const known = await server.call("account.signIn", { email, password: `${PASSWORD}!` });
  const unknown = await server.call("account.signIn", { email: "nobody@practice.example", password: `${PASSWORD}!` });

  expect(known.status).toBe(400);
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  expect(lasting(unknown)).toEqual(lasting(known));
});

test("AUTH4: a wrong password and an unknown address take the same time", { timeout: 120_000 }, async () => {
  await using server = await aServer();
  // A busy machine can spoil one series; without the hashing the difference would be nearly all of it in every one.
  let difference = Infinity;
  for (let series = 0; series < 3 && difference >= 0.2; series++) {
    difference = Math.min(difference, await differenceOfTimes(server));
  }
  expect(difference).toBeLessThan(0.2);
});

/** How far the medians of known and unknown addresses lie apart, tried in turn, as a share of the time for a known one. */
async function differenceOfTimes(server: Awaited<ReturnType<typeof aServer>>): Promise<number> {
  const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  for (let round = 0; round < 2; round++) {
    const { email } = await server.newcomer();
    for (let turn = 0; turn < 10; turn++) {
      const unknown = `n-${randomBytes(6).toString("hex")}@practice.example`;
      for (const [whose, address] of [
        ["known", email],
        ["unknown", unknown],
      ] as const) {
        const began = performance.now();
        await server.call("account.signIn", { email: address, password: "not the one that was chosen" });
        times[whose].push(performance.now() - began);
      }
    }
  }
  return Math.abs(median(times.known) - median(times.unknown)) / median(times.known);
}

test("signing in on a browser ends the session it had", async () => {
  await using server = await aServer();
  const { cookie, email } = await server.newcomer();

  const again = await server.call("account.signIn", { email, password: PASSWORD }, cookie);
  expect(dataOf(await server.read("account.me", {}, cookie))).toBeNull();
  expect(dataOf(await server.read("account.me", {}, cookieOf(again)))).toMatchObject({ email });
});

test("a demo practice is offered, and made, by a server that says so and by no other", async () => {
  await using open = await aServer({ offersDemo: true });
  const demo = await open.call("account.demo", { password: PASSWORD });
  const { email } = dataOf<{ email: string }>(demo);
  expect(email).toMatch(/^demo-[0-9a-f]{16}@example\.invalid$/);
  expect((await open.call("account.signIn", { email, password: PASSWORD })).status).toBe(200);
  expect((await open.call("account.demo", { password: "short" })).status).toBe(400);

  await using closed = await aServer();
  expect(dataOf(await closed.read("account.offers", {}))).toEqual({ demo: false });
  expect((await closed.call("account.demo", { password: PASSWORD })).status).toBe(404);
});

test("INP2: any name comes back as it was written, or is refused", async () => {
  await using server = await aServer();
  const statuses = await fewAtOnce(
    4,
    [...inLines(naughtyStrings(), 120), "\u00a0\ufeff", "\ud800", "a\ud83d"],
    async (name) => {
      const email = `n-${randomBytes(6).toString("hex")}@practice.example`;
      const answer = await server.call("account.signUp", { ...aNewcomer(), email, name });
      if (answer.status === 200) {
        expect(dataOf(await server.read("account.me", {}, cookieOf(answer)))).toMatchObject({ name: name.trim() });
      }
      return answer.status;
    },
  );
  expect(statuses.slice(-3)).toEqual([400, 400, 400]);
  expect(new Set(statuses.slice(0, -3))).toEqual(new Set([200]));
});

test("INP2: any address is taken as it was written, or refused", async () => {
  await using server = await aServer();
  const inAddresses = naughtyStrings()
    .filter((_, index) => index % 3 === 0)
    .map((string) => `${string}@practice.example`);
  const statuses = await fewAtOnce(4, [...naughtyStrings(), ...inAddresses], async (email) => {
    const answer = await server.call("account.signUp", { ...aNewcomer(), email });
    if (answer.status === 200) expect(dataOf<{ email: string }>(answer).email).toBe(email.trim().normalize("NFC"));
    return answer.status;
  });
  expect(new Set(statuses)).toEqual(new Set([200, 400]));
});

/** The headers that do not change from one answer to the next. */
function lasting({ headers }: Answer): unknown {
  return { ...headers, date: "", "x-request-id": "" };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

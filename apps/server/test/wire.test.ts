import { appRouter } from "@cliently/api";
import { expect, test } from "vitest";

import { aServer, OURS, type AServer } from "./a-server.ts";
import { fewAtOnce } from "./naughty.ts";
import { raw, rawAnswer, statusesOf } from "./raw.ts";

const PROCEDURES = Object.keys(appRouter._def.procedures);
const ID = "01a209d0-0c65-768f-9ff6-b7693b8d1aa5";

test("INP3: of a thousand requests broken on the wire, none makes the server fail", async () => {
  await using server = await aServer({ patience: { headersMs: 150, requestMs: 150, checkMs: 25 } });
  const { cookie, accountId } = await server.newcomer();
  const random = seeded(20261123);
  const sound = soundRequests(cookie, accountId);
  const broken = Array.from({ length: 1_000 }, (_, index) => mutated(sound[index % sound.length] ?? "", random));

  const answers = await fewAtOnce(16, broken, (bytes) => rawAnswer(server.port, bytes));
  const statuses = answers.flatMap(statusesOf);
  expect(statuses.length).toBeGreaterThanOrEqual(950); // some lose their own line end, and are closed without a word
  expect(failures(broken, answers)).toEqual([]);
  expectSoundServer(server);
});

test("INP3: any shape of input, to every procedure, is answered and never fails", async () => {
  await using server = await aServer();
  const { cookie, accountId } = await server.newcomer();
  const sound = JSON.parse(exchange(accountId)) as Record<string, unknown>;
  const swapped = Object.keys(sound).flatMap((key) =>
    SHAPES.map((shape) => `{${JSON.stringify(key)}:${shape},${JSON.stringify(sound).slice(1)}`),
  );
  const inputs = [...SHAPES, ...SHAPES.map((shape) => `{"email":${shape},"password":${shape}}`), ...swapped];
  const asks = PROCEDURES.flatMap((procedure) => inputs.map((input) => ({ procedure, input })));

  const statuses = await fewAtOnce(8, asks, async ({ procedure, input }) => {
    const path = `/trpc/${procedure}`;
    const headers = { ...OURS, ...(procedure === "account.signOut" ? {} : { cookie }) };
    const posted = await server.ask({ method: "POST", path, headers, body: input });
    const read =
      procedure === "sync.events" || input.length > 4_000
        ? undefined
        : await server.ask({ path: `${path}?input=${encodeURIComponent(input)}`, headers: { cookie } });
    return [posted.status, read?.status ?? 0];
  });
  expect(asks.length).toBeGreaterThan(500);
  expect(statuses.flat().filter((status) => status >= 500)).toEqual([]);
  expectSoundServer(server);
});

test("INP3: addresses that cannot be decoded, or lead nowhere, are answered and never fail", async () => {
  await using server = await aServer();
  const paths = [
    "/%",
    "/%zz",
    "/%00",
    "/%c0%af",
    "/assets/%",
    "/assets/%00",
    "/assets/%2e%2e/%2e%2e/x",
    "/../../etc/passwd",
    "//evil.example/",
    "/\\..\\x",
    "/trpc",
    "/trpc/",
    "/trpc/%",
    "/trpc/%00",
    "/trpc/__proto__",
    "/trpc/constructor",
    "/trpc/account",
    "/trpc/account.__proto__",
    "/trpc/account.me?input=%",
    "/trpc/account.me?input={",
    "/trpc/account.me?batch=1",
    "/trpc/account.me?batch=1&input=[]",
    '/trpc/account.me?batch=1&input={"7":1}',
    "/trpc/account.me,?batch=1&input={}",
    "/trpc/account.me?connectionParams={",
    "/trpc/account.me?connectionParams=[]",
    "/trpc/sync.events?input={}&lastEventId=x",
    `/${"a/".repeat(4_000)}`,
    "/csp",
    "http://evil.example/",
    "http://[/",
    "*",
  ];
  for (const path of paths) {
    const [status] = statusesOf(
      await rawAnswer(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    expect(status, path).toBeLessThan(500);
  }
  expectSoundServer(server);
});

test("a batch has ten calls at most, and a body a megabyte", async () => {
  await using server = await aServer();
  const batch = (count: number) =>
    server.ask({ path: `/trpc/${Array(count).fill("account.me").join(",")}?batch=1&input={}` });
  expect((await batch(10)).status).toBe(200);
  expect((await batch(11)).status).toBe(400);

  const body = (bytes: number) =>
    server.ask({
      method: "POST",
      path: "/trpc/account.signIn",
      headers: OURS,
      body: `{"x":"${"x".repeat(bytes - 8)}"}`,
    });
  expect((await body(1024 * 1024)).status).toBe(400);
  expect((await body(1024 * 1024 + 1)).status).toBe(413);
});

test("a body that says less than it brings, or two lengths, is not a second request", async () => {
  await using server = await aServer();
  const smuggled = "GET /trpc/account.me HTTP/1.1\r\nHost: x\r\n\r\n";
  const head =
    "POST /trpc/account.signOut HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nx-cliently: 1\r\nsec-fetch-site: same-origin\r\n";
  for (const lengths of [
    "Content-Length: 2\r\nContent-Length: 40\r\n",
    "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked, identity\r\n",
    "Transfer-Encoding : chunked\r\n",
  ]) {
    const answer = await raw(server.port, `${head}${lengths}\r\n{}${smuggled}`);
    expect(statusesOf(answer), lengths).toEqual([400]);
    expect(answer).toContain("Content-Security-Policy: default-src 'none'");
  }
});

test("a head that is too long is refused, and one that never ends is cut off", async () => {
  await using server = await aServer({ patience: { headersMs: 300, requestMs: 120_000, checkMs: 50 } });
  const endless = `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`;
  expect(statusesOf(await raw(server.port, endless))).toEqual([431]);

  const began = performance.now();
  const dripping = Array.from({ length: 50 }, () => raw(server.port, "GET / HTTP/1.1\r\nHost: x\r\n"));
  expect((await server.ask({ path: "/healthz" })).status).toBe(200);
  for (const answer of await Promise.all(dripping)) expect(statusesOf(answer)).toEqual([408]);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test("a body that never ends is cut off", async () => {
  await using server = await aServer({ patience: { headersMs: 300, requestMs: 600, checkMs: 50 } });
  const type = "application/csp-report";
  const head = `POST /csp HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 99\r\n\r\n{`;
  expect(statusesOf(await raw(server.port, head))).not.toContain(200);
});

/** The requests that the server failed at. */
function failures(requests: Buffer[], answers: string[]): string[] {
  return answers.flatMap((answer, index) =>
    statusesOf(answer).some((status) => status >= 500) ? [requests[index]?.toString("latin1") ?? ""] : [],
  );
}

function expectSoundServer(server: AServer): void {
  expect(server.log.filter(({ event }) => event === "bug")).toEqual([]);
}

function soundRequests(cookie: string, account: string): string[] {
  const post = (path: string, body: string, type = "application/json") =>
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nx-cliently: 1\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
  const get = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
  return [
    post("/trpc/sync.exchange", exchange(account)),
    post(
      "/trpc/account.signUp",
      '{"email":"a@b.example","name":"Ada","password":"short","adult":true,"policyVersion":"2026-11-27"}',
    ),
    post("/trpc/account.signUp,sync.exchange?batch=1", `{"0":{"email":"a@b.example"},"1":${exchange(account)}}`),
    post("/csp", '{"csp-report":{"violated-directive":"img-src"}}', "application/csp-report"),
    get("/trpc/account.me,account.offers?batch=1&input=%7B%7D"),
    get("/clients/01a209d0?x=%7B"),
    get("/assets/index-1.js"),
  ];
}

function exchange(account: string): string {
  const mutation = { seq: 1, mid: ID, name: "client.create", v: 1, args: { id: ID }, madeAt: 0 };
  return JSON.stringify({ account, device: ID, label: "Firefox", cursor: null, mutations: [mutation], pending: 1 });
}

/** `text` with one to three accidents of the kinds that wires, proxies and attackers make. */
function mutated(text: string, random: () => number): Buffer {
  let bytes: Buffer = Buffer.from(text);
  const place = () => Math.floor(random() * bytes.length);
  const accidents: (() => Buffer)[] = [
    () => spliced(bytes, place(), 1, Buffer.from([Math.floor(random() * 256)])),
    () => spliced(bytes, place(), 0, Buffer.from([0])),
    () => spliced(bytes, place(), Math.floor(random() * 40), Buffer.alloc(0)),
    () => spliced(bytes, place(), 0, bytes.subarray(place(), place())),
    () =>
      spliced(
        bytes,
        place(),
        0,
        Buffer.from(
          ["%", "\r\n", "\u0000", "}", '"', "[", "\ud83d\ude00", "__proto__", "9".repeat(400)][
            Math.floor(random() * 9)
          ] ?? "",
        ),
      ),
    () => bytes.subarray(0, place()),
  ];
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    bytes = (accidents[Math.floor(random() * accidents.length)] ?? accidents[0]!)();
  }
  return bytes;
}

function spliced(bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}

/** The same numbers every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SHAPES = [
  "",
  "null",
  "0",
  "-1",
  "1e400",
  "9007199254740993",
  "true",
  '""',
  '"x"',
  "[]",
  "{}",
  "[[[]]]",
  "{",
  '{"a":',
  "nul",
  "NaN",
  "'x'",
  '{"__proto__":{"adult":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '"\\u0000"',
  '"\\ud800"',
  `"${"x".repeat(100_000)}"`,
  "[".repeat(20_000) + "]".repeat(20_000),
  '{"a":'.repeat(20_000) + "1" + "}".repeat(20_000),
  `[${"0,".repeat(50_000)}0]`,
];

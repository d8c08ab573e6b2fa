import { expect, test } from "vitest";

import { anApp } from "./an-app.ts";
import { aServer, OURS, type Answer, type Ask } from "./a-server.ts";
import { openStream } from "./raw.ts";

const CSP = "default-src 'none'; script-src 'self'; report-uri /csp";

test("NET1: every answer carries the security headers, whatever it is", async () => {
  using app = anApp({
    "index.html": "<!doctype html>",
    "sw.js": "//",
    "assets/a-1.js": "//",
    "policy.json": JSON.stringify({ csp: CSP, hash: "x" }),
  });
  await using server = await aServer({ appFolder: app.folder });
  const { cookie, accountId } = await server.newcomer();
  const broken = new Error("a person's words\n    at home, a person's words");

  const asked: [number, Ask, (() => void)?][] = [
    [200, { path: "/" }],
    [200, { path: "/clients/4" }],
    [200, { path: "/sw.js" }],
    [200, { path: "/assets/a-1.js" }],
    [404, { path: "/assets/missing.js" }],
    [404, { path: "/missing.png" }],
    [403, { path: "/assets/..%2f..%2fpackage.json" }],
    [200, { path: "/healthz" }],
    [200, { path: "/readyz" }],
    [200, { path: "/trpc/account.me", headers: { cookie } }],
    [404, { path: "/trpc/no.such" }],
    [405, { path: "/trpc/account.signOut" }],
    [401, { method: "POST", path: "/trpc/sync.exchange", headers: OURS, body: exchange(accountId) }],
    [400, { method: "POST", path: "/trpc/account.signIn", headers: OURS, body: "{" }],
    [413, { method: "POST", path: "/trpc/account.signIn", headers: OURS, body: " ".repeat(1024 * 1024 + 1) }],
    [403, { method: "POST", path: "/trpc/account.signOut" }],
    [403, { method: "DELETE", path: "/nowhere" }],
    [204, { method: "POST", path: "/csp", headers: { "content-type": "application/csp-report" }, body: "{}" }],
    [400, { method: "POST", path: "/csp", headers: { "content-type": "application/csp-report" }, body: "{" }],
    [
      500,
      { path: "/trpc/account.me", headers: { cookie } },
      () => (server.services.account.profile = () => Promise.reject(broken)),
    ],
    [
      500,
      { path: "/readyz" },
      () =>
        Object.defineProperty(server.services, "draining", {
          get: () => {
            throw broken;
          },
        }),
    ],
  ];
  for (const [status, ask, before] of asked) {
    before?.();
    const answer = await server.ask(ask);
    expect([ask.path, answer.status]).toEqual([ask.path, status]);
    expectSafe(answer, CSP);
    expect(answer.body).not.toContain("person's words");
    if (ask.path.startsWith("/trpc")) expect(answer.headers["cache-control"]).toMatch(/^no-store/);
  }
  expect(JSON.stringify(server.log)).not.toContain("person's words");
});

test("NET1: a stream of events carries them too, and may not be stored", async () => {
  await using server = await aServer();
  const { cookie, accountId } = await server.newcomer();
  const stream = await openStream(server, cookie, accountId);
  expect(stream.head).toMatch(/^HTTP\/1\.1 200/);
  expectSafe(headOf(stream.head), "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  expect(headOf(stream.head).headers["cache-control"]).toMatch(/^no-store/);
  stream.close();
});

test("NET1: without a built app nothing may load at all", async () => {
  await using server = await aServer();
  const answer = await server.ask({ path: "/" });
  expect(answer.status).toBe(404);
  expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
});

test("what the browser stopped is counted by its rule, and nothing else of a report is kept", async () => {
  await using server = await aServer();
  const secret = "https://127.0.0.1/clients/ada-lovelace";
  const post = (type: string, report: unknown) =>
    server.ask({ method: "POST", path: "/csp", headers: { "content-type": type }, body: JSON.stringify(report) });

  const old = { "document-uri": secret, "blocked-uri": secret, "violated-directive": "script-src-elem" };
  expect((await post("application/csp-report", { "csp-report": old })).status).toBe(204);
  await post("application/reports+json", [
    { type: "csp-violation", url: secret, body: { effectiveDirective: "img-src", documentURL: secret } },
  ]);
  for (const odd of [
    { "csp-report": { "violated-directive": { toString: 1 } } },
    { "csp-report": null },
    { "csp-report": { "violated-directive": secret } },
  ]) {
    expect((await post("application/csp-report", odd)).status).toBe(204);
  }
  expect(server.log.filter(({ event }) => event === "csp").map(({ rule }) => rule)).toEqual([
    "script-src-elem",
    "img-src",
    "unreadable",
    "unreadable",
    "unreadable",
  ]);
  expect(JSON.stringify(server.log)).not.toContain("lovelace");
});

test("the log has named scalars of a request: never its address, query, cookie or body", async () => {
  await using server = await aServer();
  const { cookie } = await server.newcomer("needle@practice.example");
  await server.ask({ path: "/clients/needle?q=needle", headers: { cookie, "user-agent": "needle" } });
  await server.ask({ path: "/trpc/needle.needle,account.me?input=needle", headers: { cookie } });
  await server.ask({ path: "/needle.png" });

  const lines = server.log.filter(({ event }) => event === "request");
  expect(lines.map(({ route }) => route)).toEqual(["trpc:account.signUp", "page", "trpc", "page"]);
  for (const line of lines) {
    expect(Object.keys(line).toSorted()).toEqual(["bytes", "event", "id", "method", "ms", "route", "status"]);
  }
  const text = JSON.stringify(server.log);
  for (const needle of ["needle", "127.0.0.1", cookie.split("=")[1] ?? ""]) expect(text).not.toContain(needle);
});

function expectSafe({ headers }: Answer, csp: string): void {
  expect(headers).toMatchObject({
    "content-security-policy": csp,
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "reporting-endpoints": 'csp="/csp"',
    "permissions-policy": expect.stringContaining("camera=()") as string,
    "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(headers).not.toHaveProperty("x-powered-by");
  expect(headers).not.toHaveProperty("access-control-allow-origin");
}

function headOf(head: string): Answer {
  const lines = head.split("\r\n").slice(1);
  const headers: Record<string, string> = {};
  for (const line of lines)
    headers[line.slice(0, line.indexOf(": ")).toLowerCase()] = line.slice(line.indexOf(": ") + 2);
  return { status: Number(head.split(" ")[1]), headers, body: "" };
}

function exchange(account: string): string {
  const device = "01a209d0-0c65-768f-9ff6-b7693b8d1aa5";
  return JSON.stringify({ account, device, label: "", cursor: null, mutations: [], pending: 0 });
}

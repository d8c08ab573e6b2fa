import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request as send, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  makeAssistant,
  makeBus,
  openAccounts,
  postgresStorage,
  providerFrom,
  type Log,
  type Services,
} from "@cliently/api";
import { POLICY } from "@cliently/api/domain/policy";
import { testDatabase, type TestDatabase } from "@cliently/db/testing";

import { createApp } from "../src/app.ts";
import { serve } from "../src/serve.ts";

export const PASSWORD = "my dog is called biscuit";

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Ask = { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer };
type LogLine = { event: string; [field: string]: unknown };

/** The whole server in this process, over real HTTP on a real Postgres, with a clock that tests move. */
export type AServer = AsyncDisposable & {
  port: number;
  database: TestDatabase;
  services: Services;
  log: LogLine[];
  /** Moves the clock on. */
  later(ms: number): void;
  /** One request as it stands: nothing is added. */
  ask(request: Ask): Promise<Answer>;
  /** Calls a mutation as our own pages do. */
  call(procedure: string, input: unknown, cookie?: string): Promise<Answer>;
  /** Reads a query as our own pages do. */
  read(procedure: string, input: unknown, cookie?: string): Promise<Answer>;
  /** A new account; its cookie. */
  newcomer(email?: string): Promise<{ cookie: string; accountId: string; email: string }>;
  stop(): Promise<void>;
};

/** What our own pages send with a call. */
export const OURS = { "content-type": "application/json", "x-cliently": "1", "sec-fetch-site": "same-origin" };

type Options = {
  appFolder?: string;
  offersDemo?: boolean;
  signUpsPerHour?: number;
  patience?: Parameters<typeof serve>[3];
};

export async function aServer(options: Options = {}): Promise<AServer> {
  const { offersDemo = false, signUpsPerHour = 100_000, patience } = options;
  const empty = mkdtempSync(join(tmpdir(), "cliently-no-app-"));
  const database = await testDatabase();
  const { db, keys, secrets } = database;
  const log: LogLine[] = [];
  const write: Log = (event, fields = {}) => void log.push({ event, ...fields });
  const leaving = new AbortController();
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const account = await openAccounts({ db, keys, secrets, clock, random, offersDemo, signUpsPerHour });
  const storage = postgresStorage({ db, keys });
  const world = { db, keys, storage, clock, random, account, bus: makeBus(), log: write, draining: leaving.signal };
  const services: Services = { ...world, assistant: makeAssistant(world, providerFrom({})) };
  const app = createApp(services, { appFolder: options.appFolder ?? empty, trustProxy: 0 });
  const serving = await serve(app, 0, "127.0.0.1", patience);
  const { port } = serving;

  const stop = async () => {
    leaving.abort();
    await serving.stop();
  };
  const ask: AServer["ask"] = (request) => answerOf(port, request);
  const call: AServer["call"] = (procedure, input, cookie) =>
    ask({
      method: "POST",
      path: `/trpc/${procedure}`,
      headers: { ...OURS, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(input ?? {}),
    });

  return {
    port,
    database,
    services,
    log,
    later: (ms) => void (ahead += ms),
    ask,
    call,
    read: (procedure, input, cookie) =>
      ask({
        path: `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input ?? {}))}`,
        headers: cookie ? { cookie } : {},
      }),
    async newcomer(email = `p-${randomBytes(6).toString("hex")}@practice.example`) {
      const answer = await call("account.signUp", { ...aNewcomer(), email });
      if (answer.status !== 200) throw new Error(`no account: ${answer.status} ${answer.body}`);
      const { accountId } = dataOf<{ accountId: string }>(answer);
      return { cookie: cookieOf(answer), accountId, email };
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await database[Symbol.asyncDispose]();
      rmSync(empty, { recursive: true, force: true });
    },
  };
}

export function aNewcomer() {
  return { email: "ada@practice.example", name: "Ada", password: PASSWORD, adult: true, policyVersion: POLICY.version };
}

/** The result of a call that went well. */
export function dataOf<T>({ body }: Answer): T {
  return (JSON.parse(body) as { result: { data: T } }).result.data;
}

/** The sentence at each field of a form that was sent back. */
export function fieldsOf({ body }: Answer): Record<string, string> | null {
  return (JSON.parse(body) as { error: { data: { fields: Record<string, string> | null } } }).error.data.fields;
}

/** The session cookie that an answer sets, as a request sends it back. */
export function cookieOf({ headers }: Answer): string {
  return (
    setCookies(headers)
      .find((cookie) => cookie.startsWith("__Host-cliently="))
      ?.split(";")[0] ?? ""
  );
}

export function setCookies(headers: IncomingHttpHeaders): string[] {
  return headers["set-cookie"] ?? [];
}

export function answerOf(port: number, { method = "GET", path, headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const all = { ...length, ...headers };
    const request = send({ port, host: "127.0.0.1", method, path, headers: all, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { testDatabase } from "@cliently/db/testing";
import { expect, test } from "vitest";

import { aNewcomer, cookieOf, dataOf, OURS, answerOf } from "./a-server.ts";
import { openStream, raw, statusesOf } from "./raw.ts";

test("REL: asked to go, the server ends its streams with a word, finishes what is under way, and leaves in order", async () => {
  await using process = await aProcess();
  const port = await process.ready;
  const call = (procedure: string, input: unknown) =>
    answerOf(port, { method: "POST", path: `/trpc/${procedure}`, headers: OURS, body: JSON.stringify(input) });
  const up = await call("account.signUp", aNewcomer());
  const stream = await openStream({ port }, cookieOf(up), dataOf<{ accountId: string }>(up).accountId);

  // Hashing takes a while: these are under way when the server is told.
  const underWay = Array.from({ length: 4 }, () =>
    call("account.signIn", { email: "ada@practice.example", password: "x" }),
  );
  await answerOf(port, { path: "/healthz" });
  const began = performance.now();
  process.child.kill("SIGTERM");

  await stream.ended;
  expect(stream.received()).toContain('"kind":"leave"');
  expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  expect(await process.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(statusesOf(await raw(port, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))).toEqual([]);
});

test("asked twice, the server leaves at once", async () => {
  await using process = await aProcess();
  const port = await process.ready;
  // A request that never ends would hold it for seconds.
  const held = raw(
    port,
    "POST /csp HTTP/1.1\r\nHost: x\r\nContent-Type: application/csp-report\r\nContent-Length: 9\r\n\r\n{",
  );
  await answerOf(port, { path: "/healthz" });

  const began = performance.now();
  process.child.kill("SIGINT");
  process.child.kill("SIGTERM");
  expect(await process.ended).toBe(1);
  expect(performance.now() - began).toBeLessThan(3_000);
  await held;
});

test("a server whose starter is gone leaves by itself", async () => {
  await using process = await aProcess();
  await process.ready;
  process.child.disconnect();
  expect(await process.ended).toBe(0);
});

test("a port that is taken is said in one sentence", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number }; // listening on a port, not a pipe
  await using process = await aProcess({ PORT: String(port) });

  expect(await process.ended).toBe(1);
  expect(process.said()).toContain(
    `Port ${port} is taken by another program. Choose another one with PORT, e.g. PORT=${port + 1} npm start.`,
  );
  expect(process.said()).not.toContain("    at ");
  taken.close();
});

test("CFG1: a bad variable stops the process before anything is touched", async () => {
  await using process = await aProcess({ TRUST_PROXY: "everybody-hunter2" });
  expect(await process.ended).toBe(1);
  expect(process.said()).toBe(
    "Cliently cannot start: TRUST_PROXY cannot be understood. docs/operations.md says what each may be.\n",
  );
});

type AProcess = AsyncDisposable & {
  child: ChildProcess;
  /** Its port, once it serves. */
  ready: Promise<number>;
  /** Its exit code. */
  ended: Promise<number | null>;
  /** What it wrote to standard error that is no log line. */
  said(): string;
};

/** The server as it is started, in a process of its own. */
async function aProcess(env: Record<string, string> = {}): Promise<AProcess> {
  const database = await testDatabase({ connections: 1 });
  const folder = mkdtempSync(join(tmpdir(), "cliently-process-"));
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, database.ca);
  const links = { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl, DATABASE_CA: ca };
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: join(import.meta.dirname, ".."),
    env: { PATH: process.env["PATH"], PORT: "0", DATA_DIR: join(folder, "data"), ...links, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  // Not "close", which never comes once the channel was closed from here.
  const ended = Promise.all([once(child, "exit"), once(child.stderr!, "close")]).then(
    ([[code]]) => code as number | null,
  );
  const ready = new Promise<number>((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      const port = /localhost:(\d+)/.exec(chunk.toString())?.[1];
      if (port) resolve(Number(port));
    });
  });
  return {
    child,
    ready,
    ended,
    said: () =>
      errors
        .split("\n")
        .filter((line) => !line.startsWith("{"))
        .join("\n"),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill("SIGKILL");
      await ended;
      await database[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

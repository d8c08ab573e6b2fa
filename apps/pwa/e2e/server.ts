import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { testDatabase } from "@cliently/db/testing";

const SERVER = join(import.meta.dirname, "../../server");

type Options = {
  env?: Record<string, string>;
  /** A free one when absent. */
  port?: number;
  /**
   * false: a database on the Postgres that all tests share, which answers at once and syncs nothing to the disk.
   * true: the server's own Postgres, as `npm start` has it: durable, and the sign-in page offers a demo practice.
   */
  own?: boolean;
};

/** One line of the server's log. */
export type LogLine = { event: string; [field: string]: string | number | boolean | null };

export type TestServer = AsyncDisposable & {
  /** http://localhost:… : the browser keeps `Secure` cookies for this name. */
  url: string;
  port: number;
  /** What the server has logged since it was first started. */
  log: readonly LogLine[];
  /** How often a browser has reported something that the content security policy stopped. */
  cspReports(): number;
  /** Ends the process as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again on the same port, with the same data. Kills it before if it runs; `env` changes what it is started with. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Another process on the same database, under the same keys. It goes before this one. */
  another(): Promise<TestServer>;
  /** Ends the process in order and removes its data. Safe to repeat. */
  stop(): Promise<void>;
};

/** The real server in a process of its own, with a database that nobody else uses. Ready when this resolves. */
export async function startServer({ env = {}, port = 0, own = false }: Options = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "cliently-e2e-"));
  const database = own ? undefined : await testDatabase({ connections: 1 });
  const settings: Record<string, string> = { NODE_ENV: "test", PORT: String(port), DATA_DIR: dataDir, ...env };
  if (database) {
    const ca = join(dataDir, "database-ca.pem");
    writeFileSync(ca, database.ca);
    Object.assign(settings, { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl, DATABASE_CA: ca });
  }
  return serverWith(settings, async () => {
    await database?.[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });
}

async function serverWith(given: Record<string, string>, remove: () => Promise<void>): Promise<TestServer> {
  const settings = { ...given };
  const log: LogLine[] = [];
  let running: ChildProcess;

  const start = async () => {
    // The channel: should the tests be killed, the server notices and leaves.
    running = spawn(process.execPath, ["src/main.ts"], {
      cwd: SERVER,
      env: { PATH: process.env["PATH"], TMPDIR: tmpdir(), ...settings },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    settings["PORT"] = String(await readyPort(running, log));
  };
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "close"); // not "exit": its last words are still on their way then
    running.kill(signal);
    await ended;
  };
  const stop = async () => {
    await end("SIGTERM");
    await remove();
  };

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${settings["PORT"]}`,
    port: Number(settings["PORT"]),
    log,
    cspReports: () => log.filter(({ event }) => event === "csp").length,
    kill9: () => end("SIGKILL"),
    async restart(changed = {}) {
      await end("SIGKILL");
      Object.assign(settings, changed);
      await start();
    },
    another: () => serverWith({ ...settings, PORT: "0" }, async () => {}),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The port a server serves on, once it says so; what it logs goes to `log`. */
async function readyPort(server: ChildProcess, log: LogLine[]): Promise<number> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stdout! }).on("line", (line) => {
      said.push(line);
      const port = /ready at http:\/\/localhost:(\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
    createInterface({ input: server.stderr! }).on("line", (line) => {
      if (line.startsWith("{")) log.push(JSON.parse(line) as LogLine); // our own log's shape
      else said.push(line);
    });
    server.once("exit", (code) =>
      reject(new Error(`The server ended (${code}) before it was ready:\n${said.join("\n")}`)),
    );
  });
}

import { spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Client } from "pg";

import { writeOnce } from "../write-once.ts";
import { isAlive, isPostgres } from "./alive.ts";
import { findBinaries, reachableBinaries, type Binaries } from "./binaries.ts";
import { certificateIn, type Certificate } from "./certificate.ts";
import { claim, unclaim } from "./claim.ts";
import { freeBytes, initialise } from "./initialise.ts";
import { canEnter, give, postgresUser, type RunAs } from "./run-as.ts";

const OWNER = "cliently_owner";
const START_MS = 30_000;
const STOP_MS = 10_000;
const STARTS = 5;
const NO_ROOM_BYTES = 20 * 1024 * 1024;

/** A running Postgres of our own, on 127.0.0.1, TLS and passwords only. */
export type Cluster = {
  /** A link as the owner to a database of this cluster. */
  ownerUrl(database: string): string;
  /** Its own certificate, to be trusted when connecting. */
  ca: string;
  /** Stops it in order, unless another process that lives had it first. Nothing committed is lost. */
  stop(): Promise<void>;
};

type Options = {
  /** Where it lives. Made when it is not there. */
  home: string;
  /** Extra settings, e.g. `fsync=off` for tests. */
  settings?: string[];
  say?: (progress: string) => void;
};

/**
 * Starts the Postgres that lives in `home`, or takes over the one that already runs there (after our own process was
 * killed it goes on). Its programs come from npm; nothing of theirs is imported, because that would hook our signals.
 */
export async function startCluster({ home: wanted, settings = [], say = () => {} }: Options): Promise<Cluster> {
  const as = postgresUser();
  const home = reachableHome(wanted, as, say);
  const data = join(home, "data");
  const password = ownerPassword(home);
  const certificate = await certificateIn(home, as);
  let ours = claim(home);
  const cluster = (port: number): Cluster => ({
    ownerUrl: (database) => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    ca: certificate.ca,
    async stop() {
      if (!ours) return;
      ours = false;
      await stopCluster(home);
      unclaim(home);
    },
  });

  for (let attempt = 1; ; attempt += 1) {
    const running = await runningPort(data, (port) => answers(cluster(port)));
    if (running) return cluster(running);

    const binaries = reachableBinaries(await findBinaries(), home, as);
    if (!existsSync(join(data, "PG_VERSION"))) {
      say("Making the database (first start only)");
      initialise({ binaries, home, data, owner: OWNER, password, as });
    }
    const port = await freePort();
    const ended = launch({ binaries, home, data, port, certificate, settings, as });
    if (await answersBefore(cluster(port), ended)) return cluster(port);
    // Perhaps another process was quicker, or the dead server's last children still hold its memory.
    if (attempt === STARTS) throw new Error(whyNot(home));
    await sleep(200 * attempt);
  }
}

/** Stops the Postgres that runs in `home`, whoever started it. */
export async function stopCluster(home: string): Promise<void> {
  const pid = pidIn(join(home, "data"));
  if (!pid || !isPostgres(pid)) return;
  process.kill(pid, "SIGINT"); // Postgres: fast shutdown
  const patience = Date.now() + STOP_MS;
  while (isAlive(pid)) {
    if (Date.now() > patience) process.kill(pid, "SIGQUIT"); // at once; the next start recovers from its log
    await sleep(25);
  }
}

type Launch = {
  binaries: Binaries;
  home: string;
  data: string;
  port: number;
  certificate: Certificate;
  settings: string[];
  as: RunAs;
};

/** Starts the server apart from us, so that it outlives our own death; resolves when it ends. */
function launch({ binaries, home, data, port, certificate, settings, as }: Launch): Promise<void> {
  const all = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "password_encryption=scram-sha-256",
    "max_connections=100",
    "ssl=on",
    `ssl_cert_file=${certificate.certFile}`,
    `ssl_key_file=${certificate.keyFile}`,
    "ssl_min_protocol_version=TLSv1.3",
    // Its log must not repeat what people wrote.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    ...settings,
  ];
  const log = openSync(join(home, "postgres.log"), "a", 0o600);
  const child: ChildProcess = spawn(
    binaries.postgres,
    ["-D", data, "-p", String(port), ...all.flatMap((setting) => ["-c", setting])],
    { ...as, cwd: home, detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  child.unref();
  return new Promise((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
}

function whyNot(home: string): string {
  if (freeBytes(home) < NO_ROOM_BYTES) return `Postgres does not start: the disk that holds ${home} is full.`;
  const log = join(home, "postgres.log");
  const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").slice(-5) : [];
  return `Postgres does not start. Its last words (${log}):\n${lines.join("\n")}`;
}

/** `wanted`, or a folder under /var/lib when the account that Postgres runs as cannot get into it. */
function reachableHome(wanted: string, as: RunAs, say: (progress: string) => void): string {
  mkdirSync(wanted, { recursive: true });
  give(wanted, as);
  if (canEnter(wanted, as)) return wanted;
  const home = join("/var/lib/cliently", createHash("sha256").update(resolve(wanted)).digest("hex").slice(0, 16));
  say(`Postgres cannot reach ${wanted}, because a folder above it is closed to others; its data is kept in ${home}`);
  mkdirSync(home, { recursive: true });
  give(home, as);
  return home;
}

function ownerPassword(home: string): string {
  const file = join(home, "owner-password");
  if (!existsSync(file)) writeOnce(file, randomBytes(24).toString("base64url"));
  return readFileSync(file, "utf8");
}

/** The port of a live server on this data, from the fourth line of its pid file. */
async function runningPort(data: string, isOurs: (port: number) => Promise<boolean>): Promise<number | undefined> {
  const file = join(data, "postmaster.pid");
  const pid = pidIn(data);
  if (pid === undefined) return undefined;
  if (!isPostgres(pid)) {
    rmSync(file, { force: true }); // of a server that was killed; Postgres would shrink back if the number is in use again
    return undefined;
  }
  // Alive but not answering yet: it may be starting, or recovering after a crash.
  const deadline = Date.now() + START_MS;
  while (isPostgres(pid) && Date.now() < deadline) {
    const port = Number(readFileSync(file, "utf8").split("\n")[3]);
    if (port && (await isOurs(port))) return port;
    await sleep(50);
  }
  return undefined;
}

function pidIn(data: string): number | undefined {
  const file = join(data, "postmaster.pid");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) || 0 : undefined;
}

/** Whether it answers before it ends. */
async function answersBefore(cluster: Cluster, ended: Promise<void>): Promise<boolean> {
  let over = false;
  void ended.then(() => (over = true));
  const deadline = Date.now() + START_MS;
  while (!over) {
    if (await answers(cluster)) return true;
    if (Date.now() > deadline) throw new Error("Postgres did not answer within 30 seconds.");
    await sleep(25);
  }
  return false;
}

async function answers(cluster: Cluster): Promise<boolean> {
  const client = new Client({
    connectionString: cluster.ownerUrl("postgres"),
    ssl: { ca: cluster.ca },
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Client } from "pg";

import { findBinaries, reachableBinaries, type Binaries } from "./binaries.ts";
import { certificateIn } from "./certificate.ts";
import { canEnter, give, postgresUser, type RunAs } from "./run-as.ts";

const OWNER = "cliently_owner";
const START_MS = 30_000;
const NEEDED_BYTES = 200 * 1024 * 1024;

/** A running Postgres of our own, on 127.0.0.1, TLS and passwords only. */
export type Cluster = {
  /** A link as the owner to a database of this cluster. */
  ownerUrl(database: string): string;
  /** Its own certificate, to be trusted when connecting. */
  ca: string;
  /** Stops it in order; connections are ended, nothing committed is lost. */
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
  const cluster = (port: number): Cluster => ({
    ownerUrl: (database) => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`,
    ca: certificate.ca,
    stop: () => stop(data),
  });

  const running = await runningPort(data, (port) => answers(cluster(port)));
  if (running) return cluster(running);

  const binaries = reachableBinaries(await findBinaries(), home, as);
  if (!existsSync(join(data, "PG_VERSION"))) {
    say("Making the database (first start only)");
    initialise(binaries, home, data, password, as);
  }

  const port = await freePort();
  const log = openSync(join(home, "postgres.log"), "a");
  const child = spawn(
    binaries.postgres,
    [
      ["-D", data, "-p", String(port)],
      ["listen_addresses=127.0.0.1", "unix_socket_directories=", "password_encryption=scram-sha-256", "max_connections=100"],
      ["ssl=on", `ssl_cert_file=${certificate.certFile}`, `ssl_key_file=${certificate.keyFile}`],
      settings,
    ].flatMap((group, index) => (index === 0 ? group : group.flatMap((setting) => ["-c", setting]))),
    { ...as, cwd: home, detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const exited = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`Postgres stopped at once (code ${code}); ${join(home, "postgres.log")} says why.`)));
    child.once("error", reject);
  });
  exited.catch(() => {});
  child.unref();
  await Promise.race([answersWithin(cluster(port), START_MS), exited]);
  return cluster(port);
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
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  return readFileSync(file, "utf8");
}

function initialise(binaries: Binaries, home: string, data: string, password: string, as: RunAs): void {
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < NEEDED_BYTES) throw new Error(`The disk that holds ${home} is full: a new database needs 200 MB.`);
  // A first start that was killed midway leaves a folder that Postgres can neither use nor make anew.
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(home, "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, as);
  const made = spawnSync(
    binaries.initdb,
    [`--pgdata=${data}.new`, `--username=${OWNER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8",
      "--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"],
    { ...as, cwd: home, encoding: "utf8" },
  );
  rmSync(passwordFile);
  if (made.status !== 0) {
    rmSync(`${data}.new`, { recursive: true, force: true });
    throw new Error(`The database could not be made: ${made.stderr || made.error?.message}`);
  }
  spawnSync("mv", [`${data}.new`, data]);
}

/** The port of a live server on this data, from the fourth line of its pid file. */
async function runningPort(data: string, isOurs: (port: number) => Promise<boolean>): Promise<number | undefined> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n").map(Number);
  if (!pid || !isAlive(pid)) return undefined;
  // Alive but not answering yet: it may be starting, or recovering after a crash.
  const deadline = Date.now() + START_MS;
  while (port && isAlive(pid) && Date.now() < deadline) {
    if (await isOurs(port)) return port;
    await sleep(50);
  }
  return undefined;
}

async function answersWithin(cluster: Cluster, ms: number): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await answers(cluster))) {
    if (Date.now() > deadline) throw new Error("Postgres did not answer in time.");
    await sleep(25);
  }
}

async function answers(cluster: Cluster): Promise<boolean> {
  const client = new Client({ connectionString: cluster.ownerUrl("postgres"), ssl: { ca: cluster.ca }, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function stop(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!pid || !isAlive(pid)) return;
  process.kill(pid, "SIGINT"); // Postgres: fast shutdown
  while (isAlive(pid)) await sleep(25);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  // Our own ended child stays as a zombie until its exit is read; it is not alive.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return process.platform !== "linux";
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

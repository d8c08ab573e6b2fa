import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeBus, makePokes, openAccounts, postgresStorage, type Services } from "@cliently/api";
import { exchange } from "@cliently/api/sync/exchange";
import { aClient, aMember, anId } from "@cliently/api/testing";
import { openDatabase, type OpenedDatabase } from "@cliently/db";
import { startCluster } from "@cliently/db/testing";
import { Client } from "pg";

import { recordStatements, sendAgain } from "./bare.ts";

// pnpm bench: prints JSON. How many exchanges a second the server's own code carries over a durable Postgres, beside the
// very same statements sent again by bare pg to a copy of the database in the same run; batches; what telling the other
// processes costs. BENCH_EXCHANGES sets how many.

const EXCHANGES = Number(process.env["BENCH_EXCHANGES"] ?? 1_500);
const ACCOUNTS = 1_000;
const AT_ONCE = 8;
const ROUNDS = 5;

const home = mkdtempSync(join(tmpdir(), "cliently-bench-"));
const cluster = await startCluster({ home });
const ca = join(home, "ca.pem");
writeFileSync(ca, cluster.ca);
await asAdmin("CREATE DATABASE bench");

const statements = recordStatements();

try {
  let server = await aServer();
  const members: string[] = [];
  for (let made = 0; made < ACCOUNTS; made++) members.push((await aMember(server.services)).accountId);
  await server.stop();
  await asAdmin("CREATE DATABASE bare TEMPLATE bench");
  server = await aServer();

  const [first = ""] = members;
  const one = await beside(server.services, () => first);
  const many = await beside(server.services, (turn) => members[turn % ACCOUNTS] ?? "");
  const batches = await batchFigures(server.services, members);
  const pokes = await pokeFigures(server, members);
  await server.stop();
  const figures = { unit: "a second", atOnce: AT_ONCE, oneAccount: one, thousandAccounts: many, batches, pokes };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

type Server = { services: Services; database: OpenedDatabase; stop(): Promise<void> };

async function aServer(): Promise<Server> {
  const databaseUrl = cluster.ownerUrl("bench");
  const database = await openDatabase({ databaseUrl, databaseCa: cluster.ca, dataDir: join(home, "data") });
  const { db, keys, secrets } = database;
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const account = await openAccounts({ db, keys, secrets, clock: Date.now, random, offersDemo: false });
  const storage = postgresStorage({ db, keys });
  const draining = new AbortController().signal;
  const base = { db, keys, storage, bus: makeBus(), account, clock: Date.now, random, log: () => {}, draining };
  const assistant: Services["assistant"] = {
    facts: { provider: "nobody", model: "none", label: "nobody", leavesServer: false },
    requested() {},
    stopped() {},
    wordsSince: async () => [],
    sweep: async () => {},
    drain: async () => {},
  };
  return { services: { ...base, assistant }, database, stop: () => database.stop() };
}

/** A device that sends clients of its own. */
function aSender(services: Services, accountId: string) {
  const device = anId();
  let seq = 0;
  let cursor: { version: number; stamp: string } | null = null;
  return async (size: number) => {
    const mutations = Array.from({ length: size }, () => ({
      seq: ++seq,
      mid: anId(),
      ...aClient(),
      v: 2,
      madeAt: Date.now(),
    }));
    const request = { account: accountId, device, label: "Bench", cursor, mutations, pending: size };
    const reply = await exchange(services, accountId, request);
    if (!("cursor" in reply) || reply.results.some(({ status }) => status !== "applied"))
      throw new Error("the server did not apply it");
    ({ cursor } = reply);
  };
}

/** Single mutations: by the server's code, and its statements by bare pg on a copy. */
async function beside(services: Services, accountOf: (turn: number) => string) {
  const senders = new Map<string, ReturnType<typeof aSender>>();
  const warm = Array.from({ length: AT_ONCE }, (_, lane) => lane);
  const senderFor = (lane: number, turn: number) => {
    const accountId = accountOf(turn);
    const key = `${lane}|${accountId}`;
    const sender = senders.get(key) ?? aSender(services, accountId);
    senders.set(key, sender);
    return sender;
  };
  statements.take();
  await Promise.all(warm.map(async (lane) => senderFor(lane, lane)(1)));
  const opened = statements.take();
  let turn = AT_ONCE;
  const began = performance.now();
  await Promise.all(
    warm.map(async (lane) => {
      while (turn < EXCHANGES + AT_ONCE) await senderFor(lane, turn++)(1);
    }),
  );
  const took = performance.now() - began;
  const transactions = statements.take();
  const place = { url: cluster.ownerUrl("bare"), ca: cluster.ca };
  await sendAgain(opened, { ...place, connections: 1 }); // each device before what it sends next
  const bare = await sendAgain(transactions, { ...place, connections: AT_ONCE });
  const perSecond = Math.round((EXCHANGES / took) * 1_000);
  const barePerSecond = Math.round((EXCHANGES / bare) * 1_000);
  const each = Math.round(transactions.reduce((sum, { length }) => sum + length, 0) / transactions.length);
  return {
    exchanges: perSecond,
    barePg: barePerSecond,
    times: ratio(barePerSecond, perSecond),
    statements: each,
    aim: "≤ 2.5 ×",
  };
}

async function batchFigures(services: Services, members: string[]) {
  const senders = members.slice(0, 4).map((accountId) => aSender(services, accountId));
  await Promise.all(senders.map((send) => send(100)));
  const began = performance.now();
  await Promise.all(
    senders.map(async (send) => {
      for (let count = 0; count < 15; count++) await send(100);
    }),
  );
  const took = performance.now() - began;
  return { mutations: Math.round(((4 * 15 * 100) / took) * 1_000), aim: "≥ 2 000" };
}

/** Writes with and without telling other processes, one round after the other. */
async function pokeFigures({ services, database }: Server, members: string[]) {
  const pokes = makePokes({
    local: makeBus(),
    keys: services.keys,
    process: randomUUID(),
    open: database.notifications,
    missed: () => {},
  });
  const rounds = { quiet: [] as number[], telling: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const kind of ["quiet", "telling"] as const) {
      const by = kind === "telling" ? { ...services, bus: pokes } : services;
      const senders = members.slice(0, 16).map((accountId) => aSender(by, accountId));
      await Promise.all(senders.map((send) => send(1)));
      const began = performance.now();
      await Promise.all(
        senders.map(async (send) => {
          for (let count = 0; count < 40; count++) await send(1);
        }),
      );
      if (round) rounds[kind].push(Math.round(((16 * 40) / (performance.now() - began)) * 1_000));
    }
  }
  await pokes.stop();
  const [quiet, telling] = [median(rounds.quiet), median(rounds.telling)];
  return {
    writesQuiet: quiet,
    writesTelling: telling,
    costPercent: Math.round((1 - telling / quiet) * 1_000) / 10,
    rounds,
    aim: "< 5 %",
  };
}

function median(samples: number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

function ratio(a: number, b: number): number {
  return Math.round((a / b) * 100) / 100;
}

async function asAdmin(sql: string): Promise<void> {
  const admin = new Client({ connectionString: cluster.ownerUrl("postgres"), ssl: { ca: cluster.ca } });
  await admin.connect();
  await admin.query(sql);
  await admin.end();
}

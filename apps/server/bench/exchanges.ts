import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { makeBus, makePokes, openAccounts, postgresStorage, type Services } from "@cliently/api";
import { exchange } from "@cliently/api/sync/exchange";
import { aClient, aMember, anId } from "@cliently/api/testing";
import { openDatabase, type OpenedDatabase } from "@cliently/db";
import { startCluster } from "@cliently/db/testing";
import { Client } from "pg";

import { bareConnections, recordStatements } from "./bare.ts";

// pnpm bench: prints JSON. How many exchanges a second the server's own code carries over a durable Postgres, beside the
// very same statements sent again by bare pg, as the same role, to a copy of the database. The two take turns; each
// figure is the median of the rounds. Then batches, and what telling the other processes costs. BENCH_EXCHANGES sets how
// many.

const EXCHANGES = Number(process.env["BENCH_EXCHANGES"] ?? 2_000);
const ACCOUNTS = 1_000;
const AT_ONCE = 8;
const ROUNDS = 5;
const POKE_ROUNDS = 11;
const BATCHES = 4;

const home = mkdtempSync(join(tmpdir(), "cliently-bench-"));
const cluster = await startCluster({ home });
await asAdmin("CREATE DATABASE bench");
const appPassword = randomBytes(24).toString("base64url");

const statements = recordStatements();

try {
  let server = await aServer();
  const members: string[] = [];
  for (let made = 0; made < ACCOUNTS; made++) members.push((await aMember(server.services)).accountId);
  await server.stop();
  await asAdmin("CREATE DATABASE bare TEMPLATE bench");
  server = await aServer();

  const bare = await bareConnections({ connectionString: appUrl("bare"), ssl: { ca: cluster.ca } }, AT_ONCE);
  const { services } = server;
  const [first = ""] = members;
  const lanes = Array.from({ length: AT_ONCE }, () => aSender(services, first));
  const ownDevices = members.map((accountId) => aSender(services, accountId));

  const onOne = async (lane: number) => lanes[lane]?.(1);
  let turn = 0;
  const onMany = async () => ownDevices[turn++ % ACCOUNTS]?.(1);
  const rounds = { each: Math.round(EXCHANGES / ROUNDS), rounds: ROUNDS };
  await beside(bare, onOne, { each: AT_ONCE, rounds: 1 }); // by now the devices are known
  await beside(bare, onOne, { each: 20 * AT_ONCE, rounds: 1 }); // and the statements prepared
  const one = await beside(bare, onOne, rounds);
  // The first that is heard of each device, whose account's key is unwrapped for it.
  const contacts = await beside(bare, onMany, { each: ACCOUNTS, rounds: 1 });
  const many = await beside(bare, onMany, rounds);
  await bare.stop();
  const batches = await batchFigures(services, members);
  const pokes = await pokeFigures(server, members);
  await server.stop();
  const figures = {
    unit: "a second",
    atOnce: AT_ONCE,
    oneAccount: one,
    thousandAccounts: many,
    firstContacts: contacts,
    batches,
    pokes,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

type Bare = Awaited<ReturnType<typeof bareConnections>>;
type Rounds = { each: number; rounds: number };
type Server = { services: Services; database: OpenedDatabase; stop(): Promise<void> };

async function aServer(): Promise<Server> {
  const links = { databaseUrl: cluster.ownerUrl("bench"), databaseAppUrl: appUrl("bench"), databaseCa: cluster.ca };
  const database = await openDatabase({ ...links, dataDir: join(home, "data") });
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

/** Each sends one mutation when its turn comes: by the server's code, then its statements by bare pg, in turns. */
async function beside(bare: Bare, next: (lane: number) => Promise<void>, { each, rounds }: Rounds) {
  const ours: number[] = [];
  const theirs: number[] = [];
  let sent = 0;
  for (let round = 0; round < rounds; round++) {
    statements.take();
    let left = each;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, lane) => {
        while (left-- > 0) await next(lane);
      }),
    );
    ours.push((each / (performance.now() - began)) * 1_000);
    const transactions = statements.take();
    sent += transactions.reduce((sum, { length }) => sum + length, 0);
    theirs.push((each / (await bare.send(transactions))) * 1_000);
  }
  return {
    exchanges: Math.round(median(ours)),
    barePg: Math.round(median(theirs)),
    times: Math.round(median(theirs.map((bareRate, round) => bareRate / (ours[round] ?? Number.NaN))) * 100) / 100,
    statements: Math.round((sent / rounds / each) * 10) / 10,
    aim: "≤ 2.5 ×",
  };
}

async function batchFigures(services: Services, members: string[]) {
  const senders = members.slice(0, 4).map((accountId) => aSender(services, accountId));
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    await Promise.all(
      senders.map(async (send) => {
        for (let count = 0; count < BATCHES; count++) await send(100);
      }),
    );
    if (round) rounds.push(Math.round(((senders.length * BATCHES * 100) / (performance.now() - began)) * 1_000));
  }
  return { mutations: median(rounds), rounds, aim: "≥ 2 000" };
}

/** Writes with and without telling other processes, in turns: the cost is the median over pairs. */
async function pokeFigures({ services, database }: Server, members: string[]) {
  const pokes = makePokes({
    local: makeBus(),
    keys: services.keys,
    process: randomUUID(),
    open: database.notifications,
    missed: () => {},
  });
  const sendersBy = (by: Services) => members.slice(0, 16).map((accountId) => aSender(by, accountId));
  const kinds = {
    quiet: { senders: sendersBy(services), rounds: [] as number[] },
    telling: { senders: sendersBy({ ...services, bus: pokes }), rounds: [] as number[] },
  };
  for (let round = 0; round <= POKE_ROUNDS; round++) {
    const order = round % 2 ? [kinds.quiet, kinds.telling] : [kinds.telling, kinds.quiet];
    for (const { senders, rounds } of order) {
      const began = performance.now();
      await Promise.all(
        senders.map(async (send) => {
          for (let count = 0; count < 20; count++) await send(1);
        }),
      );
      if (round) rounds.push(Math.round(((senders.length * 20) / (performance.now() - began)) * 1_000));
    }
  }
  await pokes.stop();
  const { quiet, telling } = kinds;
  const costs = quiet.rounds.map((writes, round) => 1 - (telling.rounds[round] ?? Number.NaN) / writes);
  return {
    writesQuiet: median(quiet.rounds),
    writesTelling: median(telling.rounds),
    costPercent: Math.round(median(costs) * 1_000) / 10,
    costsPercent: costs.map((cost) => Math.round(cost * 1_000) / 10),
    aim: "< 5 %",
  };
}

function median(samples: number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

/** The link of the server's own role. */
function appUrl(database: string): string {
  const url = new URL(cluster.ownerUrl(database));
  url.username = "cliently_app";
  url.password = appPassword;
  return url.href;
}

async function asAdmin(sql: string): Promise<void> {
  const admin = new Client({ connectionString: cluster.ownerUrl("postgres"), ssl: { ca: cluster.ca } });
  await admin.connect();
  await admin.query(sql);
  await admin.end();
}

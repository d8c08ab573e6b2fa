import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import {
  makeAssistant,
  makeBus,
  makePokes,
  makeWatch,
  openAccounts,
  postgresStorage,
  providerFrom,
  tidy,
  type Services,
} from "@cliently/api";
import { openDatabase } from "@cliently/db";

import { createApp } from "./app.ts";
import { readEnv } from "./env.ts";
import { every } from "./every.ts";
import { placeOf } from "./http/place-of.ts";
import { lineLog } from "./log.ts";
import { redisNotifications } from "./redis-notifications.ts";
import { serve } from "./serve.ts";

const APP_FOLDER = join(import.meta.dirname, "../../pwa/dist");
const FORCED_MS = 15_000;
const WATCH_MS = 5_000;
const SWEEP_MS = 10_000;
const PURGE_MS = 3_600_000;

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const env = readEnv();
  const say = (progress: string) => void process.stdout.write(`${progress}\n`);
  const clock = Date.now;
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const log = lineLog((line) => void process.stderr.write(line), clock);

  const database = await openDatabase({
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    databaseCa: env.DATABASE_CA && certificate(env.DATABASE_CA),
    databaseTls: env.DATABASE_TLS,
    dataDir: resolve(env.DATA_DIR),
    say,
  });
  const leaving = new AbortController();
  const { db, keys, secrets } = database;
  const world = { db, keys, clock, random };
  const offers = { offersDemo: database.embedded, signUpsPerHour: env.SIGN_UPS_PER_HOUR };
  const account = await openAccounts({ ...world, secrets, ...offers });
  const storage = postgresStorage(world);
  const local = makeBus();
  const watch = makeWatch({ storage, bus: local });
  const { REDIS_URL } = env;
  const bus = makePokes({
    local,
    keys,
    process: randomUUID(),
    open: REDIS_URL ? (hearers) => redisNotifications(REDIS_URL, log, hearers) : database.notifications,
    missed: () => void watch().catch(() => {}), // its next turn asks again
  });
  const base = { ...world, storage, bus, account, log, draining: leaving.signal };
  const services: Services = { ...base, assistant: makeAssistant(base, providerFrom(env)) };

  const app = createApp(services, { appFolder: APP_FOLDER, trustProxy: env.TRUST_PROXY });
  const serving = await serve(app, env.PORT, env.HOST).catch(async (error: unknown) => {
    await bus.stop();
    await database.stop();
    throw error;
  });
  every(WATCH_MS, "watch", watch, services);
  every(SWEEP_MS, "sweep", () => services.assistant.sweep(), services);
  every(PURGE_MS, "purge", () => account.purgeSessions(), services);
  every(PURGE_MS, "tidy", () => tidy(services), services);
  say(`Cliently is ready at http://localhost:${serving.port}`);

  const leave = async (code: number) => {
    if (leaving.signal.aborted) return;
    setTimeout(() => process.exit(1), FORCED_MS).unref();
    leaving.abort();
    await Promise.all([serving.stop(), services.assistant.drain()]);
    await bus.stop();
    await database.stop();
    process.exit(code);
  };
  const asked = () => (leaving.signal.aborted ? process.exit(1) : void leave(0)); // asked twice: at once
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, asked);
  process.on("disconnect", () => void leave(0)); // whoever started us is gone
  process.on("uncaughtException", (error) => {
    log("crash", placeOf(error));
    void leave(1);
  });
}

function certificate(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error("Cliently cannot start: DATABASE_CA is not a file that can be read.");
  }
}

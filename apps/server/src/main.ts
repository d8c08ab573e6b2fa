import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { makeAssistant, makeBus, openAccounts, type Services } from "@cliently/api";
import { openDatabase } from "@cliently/db";

import { createApp } from "./app.ts";
import { readEnv } from "./env.ts";
import { lineLog } from "./log.ts";
import { serve } from "./serve.ts";

const APP_FOLDER = join(import.meta.dirname, "../../pwa/dist");
const FORCED_MS = 15_000;

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
    databaseCa: env.DATABASE_CA && readFileSync(env.DATABASE_CA, "utf8"),
    databaseTls: env.DATABASE_TLS,
    dataDir: resolve(env.DATA_DIR),
    say,
  });
  const leaving = new AbortController();
  const { db, keys, secrets } = database;
  const account = await openAccounts({ db, keys, secrets, clock, random, offersDemo: database.embedded });
  const base = { db, keys, bus: makeBus(), account, clock, random, log, draining: leaving.signal };
  const services: Services = { ...base, assistant: makeAssistant() };

  const serving = await serve(createApp(services, { appFolder: APP_FOLDER, trustProxy: env.TRUST_PROXY }), env.PORT, env.HOST).catch(
    async (error: unknown) => {
      await database.stop();
      throw error;
    },
  );
  say(`Cliently is ready at http://localhost:${serving.port}`);

  const leave = async () => {
    if (leaving.signal.aborted) process.exit(1); // asked twice
    setTimeout(() => process.exit(1), FORCED_MS).unref();
    leaving.abort();
    await services.assistant.drain();
    await serving.stop();
    await database.stop();
    process.exit(0);
  };
  process.on("SIGTERM", () => void leave());
  process.on("SIGINT", () => void leave());
}

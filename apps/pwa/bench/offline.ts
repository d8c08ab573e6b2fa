import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startCluster } from "@cliently/db/testing";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { Client } from "pg";
import { build } from "vite";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { startServer } from "../e2e/server.ts";
import { aPerson, signUp } from "../e2e/support/person.ts";
import type { DevicePage } from "./device-page.ts";
import { aLine } from "../e2e/support/line.ts";
import { round, timesOf } from "./stats.ts";

// pnpm bench: prints JSON. What a device does that comes back: 500 edits made offline, 5,000 edits after 90 days, a lost
// network. The devices are pages of a real Chromium without screens, the server is whole and its Postgres durable.

declare const page: DevicePage; // inside the browser

const EDITS = Number(process.env["BENCH_EDITS"] ?? 500);
const PENDING = Number(process.env["BENCH_PENDING"] ?? 5_000);
const RESUMES = Number(process.env["BENCH_RESUMES"] ?? 40);

const home = mkdtempSync(join(tmpdir(), "cliently-bench-"));
const cluster = await startCluster({ home });
const ca = join(home, "ca.pem");
writeFileSync(ca, cluster.ca);
await using server = await startServer({
  own: true,
  env: { DATABASE_URL: cluster.ownerUrl("postgres"), DATABASE_CA: ca },
});
await using line = await aLine(server.port);
const script = await bundled();
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });

try {
  const edits: { server: number; other: number }[] = [];
  for (let run = 0; run < 3; run++) edits.push(await offlineEdits());
  const figures = {
    unit: "ms",
    offlineEdits: {
      edits: EDITS,
      toServer: timesOf(edits.map((times) => times.server)),
      toOtherDevice: timesOf(edits.map((times) => times.other)),
    },
    afterNinetyDays: await afterNinetyDays(),
    resume: await resumes(),
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

/** Edits made without a network, from the network's return until the server, and another device, have them all. */
async function offlineEdits() {
  await using practice = await aPractice();
  const { laptop, phone, clientId, noteId } = await practice.twoDevices();
  await cutOff(laptop);
  await laptop.evaluate((edit) => page.edit(edit.clientId, edit.noteId, edit.count), {
    clientId,
    noteId,
    count: EDITS,
  });
  const version = await laptop.evaluate(() => page.version());
  const arrives = phone.evaluate((wanted) => page.hasUpdates(wanted.noteId, wanted.count), {
    noteId,
    count: 1 + Math.floor(EDITS / 2),
  });
  const began = await laptop.evaluate(() => page.now());
  await reconnect(laptop);
  const done = await laptop.evaluate(() => page.inSync());
  const arrived = await arrives;
  if ((await phone.evaluate(() => page.version())) <= version) throw new Error("nothing arrived");
  return { server: done - began, other: arrived - began };
}

/** Edits that wait on a device whose place lies before the horizon: it rebuilds what it holds and sends them all. */
async function afterNinetyDays() {
  await using practice = await aPractice();
  const { laptop, phone, clientId, noteId } = await practice.twoDevices();
  await cutOff(laptop);
  await laptop.evaluate((edit) => page.edit(edit.clientId, edit.noteId, edit.count), {
    clientId,
    noteId,
    count: PENDING,
  });
  await phone.evaluate((edit) => page.edit(edit.clientId, edit.noteId, 20, "pronouns"), { clientId, noteId });
  await phone.evaluate(() => page.inSync());
  await asOwner("UPDATE account SET horizon = version WHERE account_id = $1", [practice.accountId]);
  const waiting = await laptop.evaluate(() => page.waiting());
  const began = await laptop.evaluate(() => page.now());
  await reconnect(laptop);
  const done = await laptop.evaluate(() => page.inSync());
  return { pending: waiting, toInSync: round(done - began), aim: "≤ 30 000" };
}

/** From the network's return until what another device wrote meanwhile is here. */
async function resumes() {
  await using practice = await aPractice();
  const { laptop, phone, clientId, noteId } = await practice.twoDevices();
  const samples: number[] = [];
  for (let run = 0; run < RESUMES; run++) {
    await cutOff(laptop);
    await phone.evaluate((edit) => page.edit(edit.clientId, edit.noteId, 2), { clientId, noteId });
    await phone.evaluate(() => page.inSync());
    const version = await phone.evaluate(() => page.version());
    if ((await laptop.evaluate(() => page.version())) >= version) throw new Error("it was not offline");
    const began = await laptop.evaluate(() => page.now());
    await reconnect(laptop);
    samples.push((await laptop.evaluate((wanted) => page.standsAt(wanted), version)) - began);
  }
  return { ...timesOf(samples), aim: "p95 ≤ 500" };
}

/** An account with two devices in step. */
async function aPractice() {
  const contexts: BrowserContext[] = [];
  const context = async (url: string): Promise<BrowserContext> => {
    const own = await browser.newContext({ baseURL: url, serviceWorkers: "block" });
    contexts.push(own);
    return own;
  };
  const laptop = await context(line.url);
  const first = await laptop.newPage();
  await signUp(first, aPerson());
  const answer = (await (await laptop.request.get("/trpc/account.me")).json()) as {
    result: { data: { accountId: string } };
  };
  const { accountId } = answer.result.data;
  const cookies = await laptop.cookies();
  await first.close();

  return {
    accountId,
    async twoDevices() {
      const phone = await context(server.url);
      await phone.addCookies(cookies.filter(({ name }) => name === "__Host-cliently"));
      const pages = { laptop: await aDevice(laptop, accountId), phone: await aDevice(phone, accountId) };
      const begun = await pages.laptop.evaluate(() => page.begin());
      await pages.laptop.evaluate(() => page.inSync());
      await pages.phone.evaluate((wanted) => page.hasUpdates(wanted, 1), begun.noteId);
      return { ...pages, ...begun };
    },
    async [Symbol.asyncDispose]() {
      for (const own of contexts) await own.close().catch(() => {});
    },
  };
}

async function aDevice(context: BrowserContext, accountId: string): Promise<Page> {
  const own = await context.newPage();
  await own.route("**/bench", (route) =>
    route.fulfill({ contentType: "text/html", body: '<!doctype html><script type="module" src="/bench.js"></script>' }),
  );
  await own.route("**/bench.js", (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  await own.goto("/bench");
  await own.waitForFunction(() => "page" in globalThis);
  own.on("pageerror", (error) => process.stderr.write(`${String(error)}\n`));
  // The app that signed up has been here, under another key.
  await own.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases())
      await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  });
  await own.evaluate((account) => page.open(account, true), accountId);
  return own;
}

/** The browser's own switch leaves open streams alone, so the line is cut as well. */
async function cutOff(device: Page): Promise<void> {
  line.cut();
  await device.context().setOffline(true);
}

async function reconnect(device: Page): Promise<void> {
  line.mend();
  await device.context().setOffline(false);
}

/** The page's script, as one file. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, "device-page.ts"), formats: ["es"], fileName: "bench" },
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs.flatMap((each) => ("output" in each ? each.output : [])).find(({ type }) => type === "chunk");
  if (chunk?.type !== "chunk") throw new Error("the page was not built");
  return chunk.code;
}

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const owner = new Client({ connectionString: cluster.ownerUrl("postgres"), ssl: { ca: cluster.ca } });
  await owner.connect();
  try {
    await owner.query(sql, values);
  } finally {
    await owner.end();
  }
}

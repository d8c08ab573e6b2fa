import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { firstText } from "@cliently/api/domain/note/first-text";
import { anOpenAiStandIn } from "@cliently/api/testing";
import { startCluster } from "@cliently/db/testing";
import { chromium, expect, type BrowserContext, type Page } from "@playwright/test";

import { firstLoad } from "../build/first-load.ts";
import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { startServer } from "../e2e/server.ts";
import { aClient, aNote, anotherDevice } from "../e2e/support/another-device.ts";
import {
  addClient,
  aPerson,
  beginNote,
  goTo,
  passwordField,
  receipt,
  recordConsent,
  section,
  signUp,
} from "../e2e/support/person.ts";
import { signInOn } from "./filled-practice.ts";
import { floorLive, floorRows, floorStore, floorWords } from "./floor.ts";
import { startFloor } from "./floor-server.ts";
import { lookFor, momentOf, seenAt, watchPage } from "./in-page.ts";
import { round, timesOf } from "./stats.ts";

// pnpm bench: prints JSON. Each figure stands beside a floor that was measured in the same run, on the same machine, with
// the same bytes at the same durability, and that shares no code with the product. BENCH_RUNS sets the repetitions.

const RUNS = Number(process.env["BENCH_RUNS"] ?? 60);
const NOTES = Number(process.env["BENCH_NOTES"] ?? 10_000);
const WORDS = 200;
const TEXT = "Slept better, worried less. ".repeat(72).slice(0, 2_000);

await using standIn = await anOpenAiStandIn();
const home = mkdtempSync(join(tmpdir(), "cliently-bench-"));
const cluster = await startCluster({ home });
const floor = await startFloor(
  { connectionString: cluster.ownerUrl("postgres"), ssl: { ca: cluster.ca } },
  standIn.url,
);
await using server = await startServer({ own: true, env: { OPENAI_BASE_URL: standIn.url, AI_MODEL: "stand-in" } });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });

try {
  const person = aPerson();
  const laptop = await seat();
  const phone = await seat();
  await signUp(laptop, person);
  await addClient(laptop, "Bench", "Mark");

  const device = await deviceFigures();
  const live = { characters2000: await liveFigures(2_000), characters30000: await liveFigures(30_000) };
  const summary = await summaryFigures();
  const big = await bigFigures();
  const { gzipBytes } = firstLoad(join(import.meta.dirname, "../dist"));
  const figures = { unit: "ms", runs: RUNS, device, live, summary, ...big, firstLoad: { gzipBytes, aim: 200_000 } };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);

  /** From a key to the receipt on the screen; the floor is one strict IndexedDB transaction of the same bytes. */
  async function deviceFigures() {
    await beginNote(laptop);
    await section(laptop, "Subjective").click();
    const flushed: number[] = [];
    const idle: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await laptop.keyboard.type(`w${run} `);
      await receipt(laptop).filter({ hasText: "Writing…" }).waitFor(); // what it said before these words is not of them
      await lookFor(laptop, { name: "kept", selector: "article [role=status]", text: "On this device" });
      if (run % 2) await laptop.keyboard.press("Control+s");
      const at = (await seenAt(laptop, "kept")) - (await momentOf(laptop, "keyAt"));
      (run % 2 ? flushed : idle).push(at);
    }
    const page = await bare();
    const store = timesOf(await floorStore(page, RUNS, 400));
    return {
      flushToDurable: timesOf(flushed),
      floor: store,
      lastKeyToDurable: timesOf(idle),
      aim: "last key → durable p99 ≤ 500",
    };
  }

  /** From the flush on one device to the text on the page of the other. */
  async function liveFigures(characters: number) {
    await goTo(laptop, "Clients");
    await laptop.getByRole("row", { name: "Bench Mark" }).click();
    await beginNote(laptop);
    await section(laptop, "Subjective").click();
    await laptop.keyboard.insertText("lorem ipsum ".repeat(characters / 12));
    await expect(receipt(laptop)).toContainText("on the server");
    if (phone.url() === "about:blank") await signInOn(phone, person, 30_000);
    else await goTo(phone, "Clients");
    await phone.getByRole("row", { name: "Bench Mark" }).click();
    await phone.getByRole("tab", { name: "Notes" }).click();
    await phone.getByRole("row").first().click();
    await expect(section(phone, "Subjective")).toContainText("lorem");

    const samples: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const mark = `m${characters}-${run};`;
      await laptop.keyboard.insertText(mark);
      await lookFor(phone, { name: mark, selector: ".note-text", text: mark });
      await laptop.keyboard.press("Control+s");
      samples.push((await seenAt(phone, mark)) - (await momentOf(laptop, "keyAt")));
      await expect(receipt(laptop)).toContainText("on the server");
    }
    const bareFloor = timesOf(await floorLive(await bare(), await bare(), RUNS));
    return { flushToOtherPage: timesOf(samples), floor: bareFloor, aim: "p50 ≤ 30" };
  }

  /** What the way through the server adds to the first word and to each one. */
  async function summaryFigures() {
    await goTo(laptop, "Clients");
    await laptop.getByRole("row", { name: "Bench Mark" }).click();
    await recordConsent(laptop);
    await laptop.getByRole("tab", { name: "Notes" }).click();
    await laptop.getByRole("row").last().click();
    await laptop.getByRole("button", { name: "Generate summary" }).click();

    const sentAt: number[] = [];
    const words = Array.from({ length: WORDS }, (_, place) => `t${place}.`);
    standIn.script = {
      does: "write",
      words,
      msPerWord: 20,
      onWord: () => void sentAt.push(performance.timeOrigin + performance.now()),
    };
    for (const word of words) await lookFor(laptop, { name: word, selector: "[aria-busy=true]", text: word });
    await laptop.getByRole("button", { name: "Generate", exact: true }).click();
    const added: number[] = [];
    for (const [place, word] of words.slice(0, -1).entries())
      added.push((await seenAt(laptop, word)) - (sentAt[place] ?? 0));
    await expect(laptop.getByText("Summary ready")).toBeVisible();
    const [first = Number.NaN] = added;

    sentAt.length = 0;
    const arrivals = await floorWords(await bare(), WORDS);
    const bareAdded = arrivals.slice(0, -1).map((at, place) => at - (sentAt[place] ?? 0));
    return {
      firstWord: round(first),
      eachWord: timesOf(added),
      floor: { firstWord: round(bareAdded[0] ?? Number.NaN), eachWord: timesOf(bareAdded) },
    };
  }

  /** A practice of many notes: first sync on a new device, then a cold start without a network. */
  async function bigFigures() {
    await fill(laptop.context(), NOTES);
    await phone.context().close();
    const fresh = await seat();
    await fresh.goto("/sign-in");
    const began: number[] = [];
    fresh.on("request", (request) => {
      if (request.url().includes("sync.exchange")) began.push(Date.now());
    });
    await fresh.getByLabel("E-mail").fill(person.email);
    await passwordField(fresh).fill(person.password);
    await fresh.getByRole("button", { name: "Sign in" }).click();
    await fresh.getByRole("heading", { name: "Clients" }).waitFor();
    await lookFor(fresh, { name: "synced", selector: "button", text: "Synced" });
    const synced = (await seenAt(fresh, "synced")) - (began[0] ?? 0);

    const body = firstText({ subjective: TEXT });
    await floor.fill(NOTES * 2, body);
    const bareRows = timesOf(await floorRows(await bare(), 3));

    await goTo(fresh, "Notes");
    await expect.poll(() => fresh.getByRole("row").count()).toBeGreaterThanOrEqual(50);
    await fresh.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await fresh.context().setOffline(true);
    const cold: number[] = [];
    for (let run = 0; run < 5; run++) {
      await fresh.reload();
      await passwordField(fresh).fill(person.password);
      await lookFor(fresh, { name: "rows", selector: "[role=row]", count: 50 });
      await fresh.getByRole("button", { name: "Unlock" }).click();
      cold.push((await seenAt(fresh, "rows")) - (await momentOf(fresh, "derivedAt")));
    }
    return {
      firstSync: {
        notes: NOTES,
        ms: round(synced),
        floor: bareRows,
        timesFloor: round(synced / bareRows.p50),
        aim: "≤ 2.5 × floor",
      },
      coldOpenOffline: { notes: NOTES, unlockedToFiftyRows: timesOf(cold), aim: "≤ 700" },
    };
  }
} finally {
  await browser.close();
  await floor.stop();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

async function seat(): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await watchPage(page);
  return page;
}

/** A page of the floor. */
async function bare(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(floor.url);
  return page;
}

/** Adds notes of 2,000 characters by the same door as a device. */
async function fill(context: BrowserContext, notes: number): Promise<void> {
  const send = await anotherDevice(server.url, context);
  const client = aClient({ givenName: "Many", familyName: "Notes" });
  await send([client]);
  for (let made = 0; made < notes; made += 1_000)
    await send(
      Array.from({ length: Math.min(1_000, notes - made) }, (_, place) =>
        aNote(client.args.id, { subjective: TEXT }, { startedAt: Date.now() - (made + place) * 60_000 }),
      ),
    );
}

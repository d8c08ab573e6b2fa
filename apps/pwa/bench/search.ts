import { chromium, expect, type CDPSession, type Page } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { goToSearch, unlock } from "../e2e/support/person.ts";
import { aWriter } from "../e2e/support/written-words.ts";
import { aFilledPractice, MB, pageHeapMb, signInOn } from "./filled-practice.ts";
import { round, timesOf } from "./stats.ts";

// pnpm bench: prints JSON. A practice of 400 clients and 12,000 notes on a device that is new to it: how long its search
// index takes to be made, and to be read from the disk after a lock; how long a result takes; what all of it weighs.

const CLIENTS = Number(process.env["BENCH_CLIENTS"] ?? 400);
const NOTES = Number(process.env["BENCH_NOTES"] ?? 12_000);
const QUESTIONS = 40;

await using practice = await aFilledPractice({ clients: CLIENTS, notes: NOTES });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });

try {
  const context = await browser.newContext({ baseURL: practice.url, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await signInOn(page, practice.person, 300_000);

  await goToSearch(page);
  await page.waitForFunction(() => (globalThis as unknown as Watched).searching.builtAt > 0, undefined, {
    timeout: 300_000,
  }); // made by watch
  const built = await timesIn(page);
  const snapshotMb = await kept(page);

  await page.reload();
  await unlock(page, practice.person);
  await goToSearch(page);
  await page.waitForFunction(() => (globalThis as unknown as Watched).searching.builtAt > 0, undefined, {
    timeout: 60_000,
  }); // made by watch
  const loaded = await timesIn(page);
  const results = await ask(page, questions(practice.names));
  const session = await context.newCDPSession(page);
  const figures = {
    unit: "ms",
    practice: { clients: CLIENTS, notes: NOTES },
    firstBuild: { seconds: round((built.builtAt - built.openedAt) / 1_000) },
    indexLoad: { ms: round(loaded.builtAt - loaded.openedAt), from: loaded.origin, aim: "≤ 1500" },
    firstResult: {
      ...timesOf(results.map(({ answered }) => answered)),
      aim: "p95 ≤ 50, from the question to the first hits",
    },
    painted: { ...timesOf(results.map(({ painted }) => painted)), what: "from the key to the hits on the screen" },
    found: results.filter(({ hits }) => hits > 0).length,
    snapshotMb,
    workerHeap: { mb: await workerHeapMb(session), aim: "≤ 200" },
    pageHeap: { mb: await pageHeapMb(session), aim: "≤ 150" },
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
}

type Searching = {
  text: string;
  openedAt: number;
  builtAt: number;
  askedAt: number;
  answeredAt: number;
  hits: number;
  paintedAt: number;
  keyAt: number;
  origin: string;
};
type Watched = { searching: Searching };

/** Runs before the app: notes when the search was asked and when it answered. */
function watch(): void {
  const searching = {
    text: "",
    openedAt: 0,
    builtAt: 0,
    askedAt: 0,
    answeredAt: 0,
    hits: 0,
    paintedAt: 0,
    keyAt: 0,
    origin: "",
  };
  Object.assign(globalThis, { searching });
  addEventListener("input", () => (searching.keyAt = performance.now()), { capture: true });
  const Plain = globalThis.Worker;
  type Said = {
    kind?: string;
    number?: number;
    question?: { text: string };
    answer?: { hits: object[]; isWhole: boolean; reading: object | null; origin: string };
  };
  globalThis.Worker = class extends Plain {
    #asked = 0;
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.addEventListener("message", ({ data }: MessageEvent<Said>) => {
        if (data.kind !== "answer" || !data.answer) return;
        const { hits, isWhole, reading, origin } = data.answer;
        if (reading === null && searching.builtAt === 0)
          Object.assign(searching, { builtAt: performance.now(), origin });
        if (data.number !== this.#asked || searching.answeredAt > 0 || (hits.length === 0 && !isWhole)) return;
        Object.assign(searching, { answeredAt: performance.now(), hits: hits.length });
        requestAnimationFrame(() => requestAnimationFrame(() => (searching.paintedAt = performance.now())));
      });
    }
    override postMessage(message: Said, ...rest: unknown[]): void {
      if (message.kind === "open") searching.openedAt = performance.now();
      if (message.kind === "ask") {
        this.#asked = message.number ?? 0;
        const text = message.question?.text;
        Object.assign(searching, { text, askedAt: performance.now(), answeredAt: 0, paintedAt: 0 });
      }
      super.postMessage(message, ...(rest as []));
    }
  };
}

function timesIn(page: Page): Promise<Searching> {
  return page.evaluate(() => (globalThis as unknown as Watched).searching); // made by watch
}

/** Words as they are asked for: whole, begun, with a slip, two and three at once, names; rare ones and common ones. */
function questions(names: string[]): string[] {
  const writer = aWriter(99);
  const long = (): string => {
    for (;;) {
      const word = writer.word();
      if (word.length > 5) return word;
    }
  };
  return Array.from({ length: QUESTIONS }, (_, place) => {
    const word = long();
    switch (place % 8) {
      case 0:
        return word;
      case 1:
        return word.slice(0, 4);
      case 2:
        return word.slice(0, 2);
      case 3:
        return `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
      case 4:
        return `${writer.word()} ${word}`;
      case 5:
        return `${writer.word()} ${writer.word()} ${word.slice(0, 3)}`;
      case 6:
        return names[(place * 7) % names.length] ?? "";
      default:
        return word[0] ?? "";
    }
  });
}

async function ask(page: Page, texts: string[]): Promise<{ answered: number; painted: number; hits: number }[]> {
  const results = [];
  for (const text of texts) {
    for (const typed of ["", text]) {
      await page.getByRole("searchbox", { name: "Search everything" }).fill(typed);
      await page.waitForFunction((asked) => {
        const { searching } = globalThis as unknown as Watched; // made by watch
        return searching.text === asked && searching.paintedAt > 0;
      }, typed);
    }
    const { askedAt, answeredAt, paintedAt, keyAt, hits } = await timesIn(page);
    results.push({ answered: answeredAt - askedAt, painted: paintedAt - keyAt, hits });
  }
  return results;
}

/** What the index takes on the disk, once it is there. */
async function kept(page: Page): Promise<number> {
  let bytes = 0;
  await expect
    .poll(
      async () => {
        bytes = await page.evaluate(async () => {
          const name = (await indexedDB.databases()).find((one) => one.name?.startsWith("cliently-search-"))?.name;
          if (name === undefined) return 0;
          const db = await new Promise<IDBDatabase>((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => resolve(opening.result);
          });
          const rows = await new Promise<{ sealed: Uint8Array }[]>((resolve) => {
            if (!db.objectStoreNames.contains("piece")) return resolve([]);
            const reading = db.transaction("piece").objectStore("piece").getAll();
            reading.onsuccess = () => resolve(reading.result as { sealed: Uint8Array }[]); // of this table
          });
          db.close();
          return rows.reduce((sum, { sealed }) => sum + sealed.length, 0);
        });
        return bytes;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  return round(bytes / MB);
}

type Usage = { id: number; result?: { usedSize: number; backingStorageSize?: number } };

/** The heap of the page's worker, and the buffers that it holds beside it. */
async function workerHeapMb(session: CDPSession): Promise<number> {
  const attached = new Promise<string>((resolve) =>
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") resolve(sessionId);
    }),
  );
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const usage = new Promise<Usage["result"]>((resolve) =>
    session.on("Target.receivedMessageFromTarget", ({ message }) => {
      const said = JSON.parse(message) as Usage; // of the two calls below
      if (said.id === 2) resolve(said.result);
    }),
  );
  for (const [id, method] of [
    [1, "HeapProfiler.collectGarbage"],
    [2, "Runtime.getHeapUsage"],
  ])
    await session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) });
  const { usedSize = 0, backingStorageSize = 0 } = (await usage) ?? {};
  return round((usedSize + backingStorageSize) / MB);
}

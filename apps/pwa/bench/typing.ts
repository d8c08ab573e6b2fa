import { chromium, expect, type CDPSession, type Page } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { startServer } from "../e2e/server.ts";
import { addClient, aPerson, beginNote, receipt, section, signUp } from "../e2e/support/person.ts";
import { goInside } from "../e2e/support/screens.ts";
import { round, timesOf } from "./stats.ts";

// pnpm bench: prints JSON. From a key to the frame that shows its glyph, on a machine four times slower, in a short note
// and in a very long one. The floor is a bare contenteditable with the same words, in the same run. Nothing may move.

const WORDS = Number(process.env["BENCH_TYPING_WORDS"] ?? 4);
const SLOWDOWN = 4;
const WORD = "slept better, worried less ";

await using server = await startServer({ own: true, env: { SIGN_UPS_PER_HOUR: "1000" } });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } });

try {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await signUp(page, aPerson());
  await addClient(page, "Bench", "Mark");
  const client = page.url();
  const short = await typedIn(page, client, 2_000);
  const long = await typedIn(page, client, 30_000);
  const figures = {
    unit: "ms",
    slowdown: SLOWDOWN,
    keyToGlyph: { characters2000: short, characters30000: long },
    aim: "p95 within a frame (17) of the floor, shift 0",
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
}

async function typedIn(page: Page, client: string, characters: number) {
  const lines = linesOf(characters);
  await goInside(page, new URL(client).pathname);
  await page.getByRole("tab", { name: "Notes" }).waitFor();
  await beginNote(page);
  const text = section(page, "Subjective");
  await text.click();
  await page.evaluate((copied) => (globalThis as unknown as Watched).paste(copied), lines.join("\n")); // made by watch
  await expect(text.locator("p")).toHaveCount(lines.length);
  await expect(receipt(page)).toContainText("on the server");
  const note = await measured(page, text.locator("p").nth(Math.floor((lines.length - 1) / 2)));

  const bare = await context.newPage();
  await bare.addInitScript(watch);
  await bare.goto("about:blank");
  await bare.evaluate((paragraphs) => {
    const area = document.createElement("div");
    area.contentEditable = "true";
    area.append(...paragraphs.map((line) => Object.assign(document.createElement("p"), { innerText: line || "\n" })));
    document.body.append(area);
  }, lines);
  const floor = await measured(bare, bare.locator("p").nth(Math.floor((lines.length - 1) / 2)));
  await bare.close();
  return { note, floor };
}

/** Types on a line of its own in the middle of the text, and takes it away again: no line has to break. */
async function measured(page: Page, where: ReturnType<Page["locator"]>) {
  await where.click();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.keyboard.type(WORD, { delay: 50 }); // what is loaded with the first keys is not of interest
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate(() => (globalThis as unknown as Watched).begin()); // made by watch
  const busyBefore = await busy(devtools);
  for (let word = 0; word < WORDS; word++) {
    await page.keyboard.type(WORD, { delay: 50 });
    for (let key = 0; key < WORD.length; key++) await page.keyboard.press("Backspace", { delay: 20 });
  }
  const busyFor = (await busy(devtools)) - busyBefore;
  // Without its glyph no key counts, and this waits in vain.
  const keys = WORDS * WORD.length * 2;
  await page.waitForFunction((all) => (globalThis as unknown as Watched).count() === all, keys); // made by watch
  const { samples, shift } = await page.evaluate(() => (globalThis as unknown as Watched).end()); // made by watch
  await devtools.detach();
  return { ...timesOf(samples), busyPerKey: round(busyFor / samples.length), shift };
}

/** How long the page's own thread has worked so far, in ms of its own time: others on the machine do not count. */
async function busy(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

/** Lines as somebody writes them, of about 300 characters, and an empty one in the middle. */
function linesOf(characters: number): string[] {
  const line = "The evenings are the key, and so is the walk before dinner. ".repeat(5).trim();
  const lines = Array.from({ length: Math.ceil(characters / line.length) }, (_, place) => `${place} ${line}`);
  return lines.toSpliced(lines.length / 2, 0, "");
}

type Watched = {
  begin(): void;
  count(): number;
  end(): { samples: number[]; shift: number };
  paste(text: string): void;
};

/** Runs in the page before the app: how long from each key until the frame with its glyph is painted, and what moved. */
function watch(): void {
  let samples: number[] = [];
  let shift = 0;
  const watched: Watched = {
    begin() {
      samples = [];
      shift = 0;
    },
    count: () => samples.length,
    end: () => ({ samples, shift: Math.round(shift * 10_000) / 10_000 }),
    paste(text) {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    },
  };
  Object.assign(globalThis, watched);
  const channel = new MessageChannel();
  const painted: number[] = [];
  channel.port1.onmessage = () => samples.push(performance.now() - (painted.shift() ?? 0));
  const line = () => {
    const node = getSelection()?.anchorNode;
    return (node instanceof Element ? node : node?.parentElement)?.closest("p");
  };
  addEventListener(
    "keydown",
    ({ timeStamp }) => {
      const before = line()?.textContent;
      const look = () =>
        requestAnimationFrame(() => {
          if (line()?.textContent === before) return look();
          painted.push(timeStamp);
          channel.port2.postMessage(null); // comes after the frame that is being made now
        });
      look();
    },
    { capture: true },
  );
  // Whatever the browser thinks of it: that a key came before does not make it stand still.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

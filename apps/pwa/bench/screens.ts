import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, expect, type Page } from "@playwright/test";
import lighthouse from "lighthouse";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { goTo } from "../e2e/support/person.ts";
import { goInside } from "../e2e/support/screens.ts";
import { aFilledPractice, pageHeapMb, signInOn } from "./filled-practice.ts";
import { round, timesOf, type Times } from "./stats.ts";

// pnpm bench: prints JSON. A practice of 400 clients and 12,000 notes: how long until a screen that was asked for is
// painted, what a person feels on a slow phone, what it weighs, and what Lighthouse says of the main screens.

const CLIENTS = Number(process.env["BENCH_CLIENTS"] ?? 400);
const NOTES = Number(process.env["BENCH_NOTES"] ?? 12_000);
const LEADS = 60;
const RUNS = Number(process.env["BENCH_SCREEN_RUNS"] ?? 12);
const SLOWDOWN = 4;

const profile = mkdtempSync(join(tmpdir(), "cliently-bench-"));
await using practice = await aFilledPractice({ clients: CLIENTS, leads: LEADS, notes: NOTES });
const { url, person, names } = practice;

/** Of the browser itself, not a context in it: Lighthouse opens its pages beside ours, where the key is handed over. */
const context = await chromium.launchPersistentContext(profile, {
  executablePath: findChromium(),
  args: [...CHROMIUM_FLAGS, "--remote-debugging-port=0"],
  baseURL: url,
  viewport: { width: 1280, height: 900 },
});

try {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(watch);
  await signInOn(page, person, 180_000);
  const figures = {
    unit: "ms",
    practice: { clients: CLIENTS, leads: LEADS, notes: NOTES },
    navigation: { ...(await navigations(page)), aim: "p95 ≤ 100" },
    heap: { pageMb: await pageHeapMb(await context.newCDPSession(page)), aim: "≤ 150" },
    slowPhone: await slowPhone(),
    lighthouse: await audits(),
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** From the press until what was asked for is painted. */
async function navigations(page: Page): Promise<Record<string, Times>> {
  const times: Record<string, number[]> = {};
  const measure = async (name: string, selector: string, text: string, press: () => Promise<void>) => {
    await page.evaluate(
      (wanted) => (globalThis as unknown as Watched).look(wanted.selector, wanted.text), // made by watch
      { selector, text },
    );
    await press();
    const took = await page.waitForFunction(() => (globalThis as unknown as Watched).took); // made by watch
    (times[name] ??= []).push(Number(await took.jsonValue()));
  };
  const link = (place: Parameters<typeof goTo>[1]) => () => goTo(page, place);
  await goTo(page, "Notes");
  await expect(page.getByRole("row").first()).toBeVisible();
  for (let run = 0; run < RUNS; run++) {
    const name = names[(run * 37) % CLIENTS] ?? "";
    await measure("list of clients", rowsOf("Clients"), "", link("Clients"));
    await page.getByRole("searchbox").first().fill(name);
    const row = page.getByRole("row", { name });
    await row.waitFor();
    await measure("client", "h1", name, () => row.click());
    await measure("notes of a client", rowsOf("Notes"), "", () => page.getByRole("tab", { name: "Notes" }).click());
    await measure("consent of a client", "[role=tabpanel] h2", "", () =>
      page.getByRole("tab", { name: "Consent" }).click(),
    );
    await measure("leads", "h1", "Leads", link("Leads"));
    await measure("list of notes", rowsOf("Notes"), "", link("Notes"));
    await measure("note", "[role=textbox][contenteditable=true]", "", () => page.getByRole("row").nth(run).click());
    await measure("search", "h1", "Search", link("Search"));
    await measure("settings", "h1", "Settings", link("Settings"));
  }
  return Object.fromEntries(Object.entries(times).map(([name, samples]) => [name, timesOf(samples.slice(1))])); // the first loads code
}

function rowsOf(list: string): string {
  return `[role=grid][aria-label="${list}"] [role=row]`;
}

/** What a person feels on a phone that is four times slower: the slowest answers to a touch or a key, and what moved by itself. */
async function slowPhone() {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/clients");
  await page.getByRole("row").first().waitFor();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  const felt: Record<string, { slowest: number; shift: number }> = {};
  const feel = async (name: string, does: () => Promise<void>) => {
    await page.evaluate(() => (globalThis as unknown as Watched).forget()); // made by watch
    await does();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    felt[name] = await page.evaluate(() => (globalThis as unknown as Watched).felt()); // made by watch
  };
  const name = names[5] ?? "";
  await feel("filter the clients", () => page.getByRole("searchbox").first().pressSequentially(name.slice(0, 6)));
  await feel("open a client", async () => {
    await page.getByRole("row", { name }).click();
    await page.getByRole("tab", { name: "Notes" }).waitFor();
  });
  await feel("notes of a client", async () => {
    await page.getByRole("tab", { name: "Notes" }).click();
    await page.getByRole("tabpanel").getByRole("row").first().waitFor();
  });
  await feel("open a note", async () => {
    await page.getByRole("tabpanel").getByRole("row").first().click();
    await page.locator("[role=textbox][contenteditable=true]").first().waitFor();
  });
  await feel("type in a note", async () => {
    await page.locator("[role=textbox][contenteditable=true]").first().click();
    await page.keyboard.type("slept better, worried less");
  });
  await feel("palette", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type(name.slice(0, 4));
  });
  await page.keyboard.press("Escape");
  await feel("leads", async () => {
    await goInside(page, "/leads");
    await page.getByRole("heading", { name: "Leads" }).waitFor();
  });
  await page.close();
  return { slowdown: SLOWDOWN, viewport: "390 × 844", ...felt, aim: "slowest < 100, shift < 0.02" };
}

/** What Lighthouse says, as of a phone of the middle. A tab of ours stays open and hands the key on. */
async function audits() {
  const port = Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
  const page = context.pages()[0] ?? (await context.newPage());
  await goInside(page, "/clients");
  await page.getByRole("row").first().waitFor();
  const id = await idOfFirst(page);
  const found: Record<string, Record<string, number>> = {};
  for (const path of ["/clients", `/clients/${id}`, "/leads", "/notes", "/search", "/storage", "/settings"]) {
    const result = await lighthouse(`${url}${path}`, {
      port,
      output: "json",
      logLevel: "error",
      disableStorageReset: true,
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    if (!result) throw new Error(`no word of ${path}`);
    const { categories, audits: parts } = result.lhr;
    const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
    found[path.replace(id, ":id")] = {
      performance: score("performance"),
      accessibility: score("accessibility"),
      bestPractices: score("best-practices"),
      layoutShift: round((parts["cumulative-layout-shift"]?.numericValue ?? Number.NaN) * 1_000) / 1_000,
      largestPaint: Math.round(parts["largest-contentful-paint"]?.numericValue ?? Number.NaN),
      blocked: Math.round(parts["total-blocking-time"]?.numericValue ?? Number.NaN),
    };
    const failed = Object.values(parts).filter(
      ({ id: audit, score: points }) =>
        points !== null &&
        points < 0.9 &&
        ["accessibility", "best-practices"].some((name) =>
          categories[name]?.auditRefs.some((ref) => ref.id === audit && ref.weight > 0),
        ),
    );
    for (const { id: audit, title } of failed) process.stderr.write(`${path}: ${audit}: ${title}\n`);
  }
  return { ...found, aim: "performance ≥ 95, the others 100" };
}

async function idOfFirst(page: Page): Promise<string> {
  await page
    .getByRole("searchbox")
    .first()
    .fill(names[0] ?? "");
  await page.getByRole("row", { name: names[0] ?? "" }).click();
  await page.waitForURL(/\/clients\/[0-9a-f-]+/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

type Watched = {
  took: number | undefined;
  look(selector: string, text: string): void;
  forget(): void;
  felt(): { slowest: number; shift: number };
};

/** Runs in the page before the app: when what is looked for is painted after a press, and what a person felt. */
function watch(): void {
  const state = { pressed: 0, slowest: 0, shift: 0 };
  const watched: Watched = {
    took: undefined,
    look(selector, text) {
      watched.took = undefined;
      state.pressed = 0;
      const isThere = () => [...document.querySelectorAll(selector)].some((one) => one.textContent?.includes(text));
      if (isThere()) throw new Error(`${selector} is there before anybody asked for it`);
      const observer = new MutationObserver(() => {
        if (!state.pressed || !isThere()) return;
        observer.disconnect();
        // The frame that shows it begins with the callback; a task that is queued there has its turn once it is drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (watched.took = performance.now() - state.pressed);
          port2.postMessage(null);
        });
      });
      observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    },
    forget: () => void Object.assign(state, { slowest: 0, shift: 0 }),
    felt: () => ({ slowest: Math.round(state.slowest), shift: Math.round(state.shift * 10_000) / 10_000 }),
  };
  Object.assign(globalThis, watched);
  Object.defineProperty(globalThis, "took", { get: () => watched.took });
  addEventListener("pointerdown", () => (state.pressed ||= performance.now()), { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) state.slowest = Math.max(state.slowest, duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) state.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  chromium,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../find-chromium.ts";

/** A phone held in one hand. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** What browsers write to the console about requests that did not arrive, or that the server turned away. */
const NO_NETWORK = /^Failed to load resource: net::ERR_/;
const TURNED_AWAY = /^Failed to load resource: .*status of 40[01]/;

/** One browser of one person: a profile of its own, watched for everything that must not happen in it. */
export type Seat = {
  context: BrowserContext;
  page: Page;
  /** Another tab of the same browser. */
  newTab(): Promise<Page>;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  /** From now on it is no surprise that the server does not answer. */
  goesWithoutServer(): void;
  /** From now on it is no surprise that the server turns this browser, or a wrong password, away. */
  expectsRefusal(): void;
  /** What was heard that must not be: violations of the policy, errors of pages, console errors without a cause. */
  problems: string[];
};

/** A browser context without a past. */
export async function aSeat(browser: Browser, url: string, options: BrowserContextOptions = LAPTOP): Promise<Seat> {
  return seat(await browser.newContext({ baseURL: url, ...options }));
}

/** A browser profile that outlives its browser: open it, kill it, open it again. */
export type Profile = AsyncDisposable & {
  open(options?: { offline?: boolean }): Promise<Seat>;
  /** Closes the browser as a person does. */
  close(): Promise<void>;
  /** Ends the browser's own process at once, as a power cut would. */
  kill(): Promise<void>;
};

export function aProfile(url: string, look: BrowserContextOptions = LAPTOP): Profile {
  const folder = mkdtempSync(join(tmpdir(), "cliently-profile-"));
  let open: Seat | undefined;

  return {
    async open({ offline = false } = {}) {
      const context = await chromium.launchPersistentContext(folder, {
        executablePath: findChromium(),
        args: CHROMIUM_FLAGS,
        baseURL: url,
        ...look,
      });
      open = await seat(context);
      if (offline) await open.goOffline();
      return open;
    },
    async close() {
      await open?.context.close();
      open = undefined;
    },
    async kill() {
      if (!open) throw new Error("this profile is not open");
      // Chromium writes who holds a profile: "<host>-<pid>". It is the browser started above.
      const pid = Number(/-(\d+)$/.exec(readlinkSync(join(folder, "SingletonLock")))?.[1]);
      const gone = new Promise<void>((resolve) => open?.context.once("close", () => resolve()));
      process.kill(pid, "SIGKILL");
      await gone;
      open = undefined;
    },
    async [Symbol.asyncDispose]() {
      await open?.context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function seat(context: BrowserContext): Promise<Seat> {
  const problems: string[] = [];
  const expected: RegExp[] = [];
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      // oxlint-disable-next-line no-console -- this is how the test hears of it
      console.error(`violation of the policy: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
    );
  });
  context.on("weberror", (error) => problems.push(`page error: ${error.error().stack ?? error.error().message}`));
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() !== "error" || expected.some((pattern) => pattern.test(text))) return;
    problems.push(`console: ${text} (${message.location().url})`);
  });
  const page = context.pages()[0] ?? (await context.newPage());

  return {
    context,
    page,
    newTab: () => context.newPage(),
    async goOffline() {
      if (page.url().startsWith("http")) await isInstalled(page); // nobody goes away before the app is here
      expected.push(NO_NETWORK);
      await context.setOffline(true);
    },
    goesWithoutServer: () => void expected.push(NO_NETWORK),
    goOnline: () => context.setOffline(false),
    expectsRefusal: () => void expected.push(TURNED_AWAY),
    problems,
  };
}

/**
 * The first page of this browser registers the service worker when it is asked to be installed, not before: it fetches the
 * whole app, which takes as long as signing up, and most journeys never go without a network.
 */
export async function installsWhenAsked(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (!("serviceWorker" in navigator)) return; // a page that is no app, and nothing to install
    const workers = navigator.serviceWorker;
    const register = workers.register.bind(workers);
    const asked = new Promise((resolve) => Object.assign(globalThis, { install: resolve }));
    workers.register = async (...given) => {
      if (!(await workers.getRegistration())) await asked;
      return register(...given);
    };
  });
}

/** The app's service worker runs, has everything, and answers for this page. */
export async function isInstalled(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as { install?: () => void }).install?.()); // where it waits for that
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const { active } = await navigator.serviceWorker.ready;
        return active?.state === "activated" && navigator.serviceWorker.controller === active;
      }),
    )
    .toBe(true);
}

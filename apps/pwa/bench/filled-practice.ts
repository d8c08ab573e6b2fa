import { chromium, expect, type CDPSession, type Page } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { startServer } from "../e2e/server.ts";
import { fillPractice, type Size } from "../e2e/support/full-practice.ts";
import { aPerson, passwordField, signUp, syncBadge, type Person } from "../e2e/support/person.ts";
import { round } from "./stats.ts";

export type FilledPractice = AsyncDisposable & {
  url: string;
  person: Person;
  /** Of everybody in it, the clients first. */
  names: string[];
};

/** A durable server, and on it a practice that was filled from a device which is gone again. */
export async function aFilledPractice(size: Size): Promise<FilledPractice> {
  const { url, stop } = await startServer({ own: true, env: { SIGN_UPS_PER_HOUR: "1000" } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const person = aPerson();
    const context = await browser.newContext({ baseURL: url });
    await signUp(await context.newPage(), person);
    const names = await fillPractice(url, context, size);
    return { url, person, names, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await browser.close();
  }
}

/** Signs in on a device that is new to the practice. Resolves once everything is on it; `timeout`: how long that may take, in ms. */
export async function signInOn(page: Page, { email, password }: Person, timeout: number): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(syncBadge(page)).toContainText("Synced", { timeout });
}

/** What the page's own heap holds once it was tidied. */
export async function pageHeapMb(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return round(usedSize / MB);
}

export const MB = 1024 * 1024;

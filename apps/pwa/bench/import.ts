import { chromium, expect, type Page } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../e2e/find-chromium.ts";
import { startServer } from "../e2e/server.ts";
import { aPerson, signUp, syncBadge } from "../e2e/support/person.ts";
import { goInside } from "../e2e/support/screens.ts";
import { round } from "./stats.ts";

// pnpm bench: prints JSON. A list of people from a file, read in a worker, imported and taken back on a device that syncs
// meanwhile; and the longest time for which the page did not answer. BENCH_PEOPLE sets how many.

const PEOPLE = Number(process.env["BENCH_PEOPLE"] ?? 5_000);

await using server = await startServer({ own: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });

try {
  const page = await browser.newPage({ baseURL: server.url, serviceWorkers: "block" });
  await signUp(page, aPerson());
  await goInside(page, "/clients/import");
  await watchTasks(page);

  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  const table = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(people(PEOPLE)) };
  const reading = await timed(page, async () => {
    await (await chooser).setFiles(table);
    await page.getByRole("button", { name: "See who would be added" }).click();
    await page.getByRole("button", { name: /^Import / }).waitFor();
  });
  const importing = await timed(page, async () => {
    await page.getByRole("button", { name: /^Import / }).click();
    await page.getByText(/people imported$/).waitFor({ timeout: 300_000 });
  });
  const syncing = await timed(page, () => expect(syncBadge(page)).toContainText("Synced", { timeout: 300_000 }));
  await page.getByRole("button", { name: "Undo the import" }).click();
  const undoing = await timed(page, async () => {
    await page.getByRole("button", { name: "Put into the bin" }).click();
    await page.getByText("The import was undone").waitFor({ timeout: 300_000 });
  });

  const figures = {
    unit: "ms",
    import: {
      people: PEOPLE,
      kB: round(table.buffer.length / 1024),
      reading,
      importing: { ...importing, perPerson: round(importing.took / PEOPLE), aim: "≤ 30 000" },
      syncedAfter: syncing,
      undoing,
    },
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await browser.close();
}

/** How long it took, and the longest task of the page meanwhile. */
async function timed(page: Page, work: () => Promise<void>): Promise<{ took: number; longestTask: number }> {
  await page.evaluate(() => Object.assign(globalThis, { longest: 0 }));
  const began = performance.now();
  await work();
  const took = round(performance.now() - began);
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest); // set above
  return { took, longestTask: round(longest) };
}

function watchTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const state = globalThis as unknown as { longest: number }; // read by `timed`
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration);
    }).observe({ type: "longtask" });
  });
}

function people(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `Marigold ${index},Thistlewood,m${index}@example.invalid,+44 1632 ${String(960_000 + index).padStart(8, "0")},1984-02-09,"Likes tea, and walks in the evening",Mornings,"${index} Invented Lane\nNowhere"`,
  );
  return `First name,Last name,E-mail,Phone,Date of birth,Notes,Tags,Address\n${rows.join("\n")}\n`;
}

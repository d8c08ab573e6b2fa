import { defineConfig } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "./e2e/find-chromium.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "reports/journeys",
  workers: 3, // a server and a database each, and they wait more than they compute; those of one file come one after the other
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "reports/playwright.json" }]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
    trace: process.env["TRACE"] ? "retain-on-failure" : "off", // writing it down slows every journey
  },
});

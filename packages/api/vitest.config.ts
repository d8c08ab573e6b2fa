import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    // Node has an EventSource of its own, behind this flag.
    execArgv: ["--experimental-eventsource"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});

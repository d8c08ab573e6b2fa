import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,build,sim}/**/*.test.{ts,tsx}"],
    environment: "node",
    maxWorkers: 2, // by itself it leaves one core of two idle
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});

import { defineConfig } from "vitest/config";

import { findMutant } from "./list.ts";
import { patched } from "./patch.ts";

// The tests of a package as they are, with the mutant that MUTANT names put into the sources while they are loaded.

const name = process.env["MUTANT"];
const sources = name ? patched(findMutant(name)) : new Map<string, string>();

export default defineConfig({
  plugins: [{ name: "mutant", enforce: "pre", transform: (_, id) => sources.get(id) }],
  test: {
    include: ["src/**/*.test.ts"],
    execArgv: ["--experimental-eventsource"],
    fsModuleCache: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

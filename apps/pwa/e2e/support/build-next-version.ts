import { readFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "vite";

// `node build-next-version.ts <folder>` builds a later version of the app: every screen that is loaded when it is
// needed has changed and has another name, and so has the policy.

const APP = join(import.meta.dirname, "../..");

/** A library that inserts a fixed style: the build allows it in the policy. */
const WITH_A_STYLE = "\n// document.createElement('style').textContent = `.next {}`.trim()";

await build({
  root: APP,
  configFile: join(APP, "vite.config.ts"),
  logLevel: "error",
  build: { outDir: process.argv[2] ?? "", emptyOutDir: true },
  plugins: [
    {
      name: "next-version",
      load: (id) => (id.endsWith("/src/main.tsx") ? readFileSync(id, "utf8") + WITH_A_STYLE : undefined),
      transform: (code, id) =>
        /\/src\/(features|screens|practice).*\.tsx?$/.test(id)
          ? `${code}\nObject.assign(globalThis, { next: true });`
          : undefined,
    },
  ],
});

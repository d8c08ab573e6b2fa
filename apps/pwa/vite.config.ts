import { fileURLToPath } from "node:url";

import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { beforePaint } from "./build/before-paint.ts";
import { contentPolicy } from "./build/content-policy.ts";
import { installable } from "./build/installable.ts";
import { safeLibraries } from "./build/safe-libraries.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root,
  plugins: [react(), tailwind(), safeLibraries(), contentPolicy(), beforePaint(root), installable(root)],
  build: {
    outDir: "dist",
    manifest: true, // for build/first-load.ts
    assetsInlineLimit: 0, // a data: address is not one the policy lets scripts and styles come from
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 600,
  },
  worker: { format: "es" },
});

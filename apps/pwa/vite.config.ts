import { fileURLToPath } from "node:url";

import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { beforePaint } from "./build/before-paint.ts";
import { contentPolicy } from "./build/content-policy.ts";
import { installable } from "./build/installable.ts";
import { safeLibraries } from "./build/safe-libraries.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What the first list needs as well as later screens: with all it is made of, it travels better in one file than in thirty. */
const SHARED =
  /domain\/client\/(age|contacts-of|full-name|stages|tags-of)\.ts$|domain\/(base64|folded|layout|limits|new-id)\.ts$|src\/(unreadable|toasts)\.tsx?$|platform\/(days|finding|is-editable)\.tsx?$|writing\/not-kept\.ts$|ui\/src\/(avatar|badge|text-link|icon-button|page-header|mark|keys)\.tsx$|lucide-react.*\/icons\/(ellipsis|inbox|check|plus|search|notebook-pen|notebook-text|circle-check)\.m?js$/;

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
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: SHARED }] } } },
  },
  // What this stands in for is a part of the React that we have.
  resolve: { alias: [{ find: "use-sync-external-store/shim/index.js", replacement: "react" }] },
  worker: { format: "es" },
});

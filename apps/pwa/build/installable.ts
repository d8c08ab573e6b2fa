import { build, type Plugin, type PluginOption } from "vite";
import { VitePWA } from "vite-plugin-pwa";

import { manifest } from "./manifest.ts";

/** The manifest, and the service worker with the list of everything that the app needs without a network. */
export function installable(root: string): PluginOption[] {
  return [
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/service-worker",
      filename: "sw.ts",
      injectRegister: false, // an inline script is against the policy: the app registers it
      registerType: "prompt",
      manifest,
      manifestFilename: "manifest.webmanifest",
      includeManifestIcons: false,
      injectManifest: {
        rollupFormat: "iife",
        globPatterns: ["**/*.{html,js,css,woff2,wasm,webmanifest}", "icons/mark.svg"],
        globIgnores: ["sw.js", "sw-off.js"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
    wayOut(root),
  ];
}

/** Builds sw-off.js, which is served in place of sw.js to take the service worker off every device. */
function wayOut(root: string): Plugin {
  return {
    name: "cliently:way-out",
    apply: "build",
    async generateBundle() {
      const result = await build({
        root,
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: {
          write: false,
          lib: { entry: `${root}/src/service-worker/sw-off.ts`, formats: ["iife"], name: "swOff" },
        },
      });
      const [output] = [result].flat();
      if (!output || !("output" in output)) throw new Error("sw-off.ts was not built");
      this.emitFile({ type: "asset", fileName: "sw-off.js", source: output.output[0].code });
    },
  };
}

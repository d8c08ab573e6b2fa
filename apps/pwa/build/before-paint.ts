import { createHash } from "node:crypto";

import { build, type Plugin } from "vite";

const SOURCE = "src/platform/before-paint.ts";

/**
 * Puts before-paint.ts into the page as a small script of its own that runs before anything is painted or evaluated.
 * The policy allows no inline script, and a module would come too late.
 */
export function beforePaint(root: string): Plugin {
  let source = "";
  const fileName = () => `assets/before-paint-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;

  return {
    name: "cliently:before-paint",
    apply: "build",
    async buildStart() {
      source = await bundled(root, `${root}/${SOURCE}`);
    },
    transformIndexHtml: () => [{ tag: "script", attrs: { src: `/${fileName()}` }, injectTo: "head-prepend" }],
    generateBundle() {
      this.emitFile({ type: "asset", fileName: fileName(), source });
    },
  };
}

async function bundled(root: string, entry: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: { write: false, lib: { entry, formats: ["iife"], name: "beforePaint" }, modulePreload: false },
  });
  const [output] = [result].flat();
  if (!output || !("output" in output)) throw new Error("before-paint.ts was not built");
  return output.output[0].code;
}

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

import { build } from "vite";

const APP = join(import.meta.dirname, "../..");
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** A version of the app, built into a folder of its own that goes away with it. */
export type Version = AsyncDisposable & { folder: string };

/** The version that is built already. */
export function thisVersion(): Version {
  const folder = mkdtempSync(join(tmpdir(), "cliently-version-"));
  cpSync(join(APP, "dist"), folder, { recursive: true });
  return version(folder);
}

/** A library that inserts a fixed style: the build allows it in the policy. */
const WITH_A_STYLE = "\n// document.createElement('style').textContent = `.next {}`.trim()";

/** A later version: every screen that is loaded when it is needed has changed and has another name, and so has the policy. */
export async function nextVersion(): Promise<Version> {
  const folder = mkdtempSync(join(tmpdir(), "cliently-version-"));
  process.env["NODE_ENV"] = "production"; // the tests' own would make it a development build
  await build({
    root: APP,
    configFile: join(APP, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true },
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
  return version(folder);
}

/** Takes the service worker off every device that asks for a newer one. */
export function takesWorkerOff({ folder }: Version): void {
  cpSync(join(folder, "sw-off.js"), join(folder, "sw.js"));
}

/** What a version's pages may load, as its build says. */
export function policyOf({ folder }: Pick<Version, "folder">): string {
  const { csp } = JSON.parse(readFileSync(join(folder, "policy.json"), "utf8")) as { csp: string }; // of our own build
  return csp;
}

function version(folder: string): Version {
  return {
    folder,
    [Symbol.asyncDispose]: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Serves one version, then another: files as the server does it, and nothing behind them. */
export type Site = AsyncDisposable & {
  url: string;
  deploy(next: Version): void;
  /** Every path that was asked for. */
  asked: string[];
};

export async function aSite(first: Version): Promise<Site> {
  let { folder } = first;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    response.setHeader("Content-Security-Policy", policyOf({ folder }));
    response.setHeader("Cache-Control", "no-store"); // what is still there later is there by the worker alone
    const isFile = files(folder).has(pathname);
    if (!isFile && (/\.|^\/(trpc|csp)/.test(pathname) || request.method !== "GET"))
      return response.writeHead(404).end();
    const file = isFile ? pathname : "/index.html";
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(readFileSync(join(folder, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the site has no port");

  return {
    url: `http://localhost:${address.port}`,
    asked,
    deploy(next) {
      ({ folder } = next);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function files(folder: string): Set<string> {
  return new Set(readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `/${file}`));
}

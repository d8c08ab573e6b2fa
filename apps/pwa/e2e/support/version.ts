import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";

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

/** A later version: every screen that is loaded when it is needed has changed and has another name, and so has the policy. */
export async function nextVersion(): Promise<Version> {
  const folder = mkdtempSync(join(tmpdir(), "cliently-version-"));
  // A process of its own: the tests' environment and loaders would make another app of it.
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "build-next-version.ts"), folder], {
    env: { ...process.env, NODE_ENV: "production" },
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

/** Serves one version, then another: files as the server does it, and the API of `api` behind them, if there is one. */
export type Site = AsyncDisposable & {
  url: string;
  deploy(next: Version): void;
};

export async function aSite(first: Version, { api }: { api?: string } = {}): Promise<Site> {
  let { folder } = first;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (api && pathname.startsWith("/trpc/")) return passOn(request, response, api);
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
    deploy(next) {
      ({ folder } = next);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, api: string): void {
  const { method = "GET", headers, url = "" } = request;
  const onward = httpRequest(api + url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

function files(folder: string): Set<string> {
  return new Set(readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `/${file}`));
}

import { PrecacheController, PrecacheRoute } from "workbox-precaching";
import { NavigationRoute, Router } from "workbox-routing";

import type { WordToWorker } from "../platform/word-to-worker.ts";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

/** The API and what only the server can answer: these requests never come to us for an answer. */
const NOT_OURS = [/^\/(trpc|csp|healthz|readyz)(\/|$)/, /\.[a-z0-9]+$/i];

// The shell and nothing else: code, styles, fonts. What a person writes never goes through here.
const shell = new PrecacheController();
shell.addToCacheList(self.__WB_MANIFEST);

const router = new Router();
router.registerRoute(new PrecacheRoute(shell));
router.registerRoute(new NavigationRoute(shell.createHandlerBoundToURL("/index.html"), { denylist: NOT_OURS }));

// Should the newer version not come, the page must: after a few times we answer ourselves.
const tries = { left: 20 };

self.addEventListener("install", (event) => void shell.install(event));

// A new version waits until a person says so: see the message below. Taking over then does not throw away the parts
// of the version before, because another tab may still need one it has not loaded yet.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = router.handleRequest({ request, event });
  if (answer && request.mode === "navigate" && self.registration.waiting && tries.left > 0) {
    event.respondWith(stepAside(self.registration.waiting).then((aside) => aside ?? answer));
  } else if (answer) event.respondWith(answer);
  else if (new URL(request.url).pathname.startsWith("/assets/")) event.respondWith(partOfAnotherVersion(request));
});

self.addEventListener("message", (event) => {
  const word = event.data as WordToWorker; // only our own pages can speak to us
  switch (word) {
    case "take-over":
      return event.waitUntil(self.skipWaiting());
    case "tidy":
      return event.waitUntil(tidy(event));
  }
});

/**
 * When somebody opens the app while a newer version waits, nothing has been typed yet and no other tab needs us: lets
 * the newer one take over, and has the page ask again, which will be its to answer. Undefined when it must go on waiting.
 */
async function stepAside(waiting: ServiceWorker): Promise<Response | undefined> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // The page that is being left, if it is one of ours, still counts; another tab would be in the background.
  if (pages.length > 1 || pages[0]?.visibilityState === "hidden") return undefined;
  tries.left -= 1;
  waiting.postMessage("take-over" satisfies WordToWorker);
  return new Response(`<!doctype html><link rel="icon" href="data:,">`, {
    headers: {
      "Content-Type": "text/html",
      "Content-Security-Policy": "default-src 'none'; img-src data:",
      Refresh: "0",
    },
  });
}

/**
 * Throws away what only versions before this one need, once no page but the one that asks is open. Never while a newer
 * one is there: its parts lie in the same cache.
 */
async function tidy(event: ExtendableMessageEvent): Promise<void> {
  const { installing, waiting } = self.registration;
  if (!installing && !waiting && (await isOnePageOpen())) await shell.activate(event);
}

async function isOnePageOpen(): Promise<boolean> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.length <= 1;
}

async function partOfAnotherVersion(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

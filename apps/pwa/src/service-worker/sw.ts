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

self.addEventListener("install", (event) => void shell.install(event));

// A new version waits until a person says so: see the message below. Taking over then does not throw away the parts
// of the version before, because another tab may still need one it has not loaded yet.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const answer = router.handleRequest({ request, event });
  if (answer) event.respondWith(answer);
  else if (new URL(request.url).pathname.startsWith("/assets/")) event.respondWith(partOfAnotherVersion(request));
});

self.addEventListener("message", (event) => {
  const word = event.data as WordToWorker; // only our own pages can speak to us
  switch (word) {
    case "take-over":
      return event.waitUntil(self.skipWaiting());
    case "take-over-if-alone":
      return event.waitUntil(takeOverIfAlone(event));
    case "tidy":
      return event.waitUntil(tidy(event));
  }
});

async function takeOverIfAlone({ ports }: ExtendableMessageEvent): Promise<void> {
  const alone = await isOnePageOpen();
  ports[0]?.postMessage(alone);
  if (alone) await self.skipWaiting();
}

/** Throws away what only versions before this one need, once no page but the one that asks is open. */
async function tidy(event: ExtendableMessageEvent): Promise<void> {
  if (self.registration.active?.state === "activated" && (await isOnePageOpen())) await shell.activate(event);
}

async function isOnePageOpen(): Promise<boolean> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.length <= 1;
}

async function partOfAnotherVersion(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

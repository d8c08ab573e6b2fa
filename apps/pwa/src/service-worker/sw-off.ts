declare const self: ServiceWorkerGlobalScope;

// The way out: served in place of sw.js, this takes the service worker and everything it stored off every device that
// looks for an update. What is written on the device is elsewhere and stays. See docs/operations.md.

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));

self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
      await self.registration.unregister();
    })(),
  ),
);

export {};

import { ownScript } from "./trusted-types.ts";
import type { WordToWorker } from "./word-to-worker.ts";

/** The versions of the app: the one that this page runs, and perhaps a newer one that waits. */
export type Updates = {
  /** Whether a newer version could be had by a reload. */
  isReady(): boolean;
  onChange(listener: () => void): () => void;
  /** Brings the newer version. `before` runs first, so that nothing is on its way to the disk when the page goes. */
  bring(before?: () => Promise<unknown>): Promise<void>;
};

/** How often a page that stays open asks whether there is something newer, in ms. */
const ASK_EVERY_MS = 60 * 60_000;

/**
 * Registers the service worker and watches for newer versions. A newer one is fetched in the background and waits, for
 * as long as it takes, until `bring` is called in one of the tabs; the others then learn that they are the old one.
 */
export function watchUpdates(workers: ServiceWorkerContainer | undefined): Updates {
  const listeners = new Set<() => void>();
  let registration: ServiceWorkerRegistration | undefined;
  let isReady = false;
  let isBringing = false;

  const change = () => {
    const waits = isReady || Boolean(registration?.waiting && workers?.controller);
    if (waits === isReady) return;
    isReady = waits;
    listeners.forEach((listener) => listener());
  };

  if (workers) {
    let controller = workers.controller;
    workers.addEventListener("controllerchange", () => {
      const isFirst = !controller;
      controller = workers.controller;
      if (isFirst) return; // the first visit: there was no version before
      if (isBringing) return location.reload();
      isReady = true; // another tab brought it
      listeners.forEach((listener) => listener());
    });
    void workers.register(ownScript("/sw.js"), { scope: "/", updateViaCache: "none" }).then(
      (registered) => {
        registration = registered;
        change();
        registered.addEventListener("updatefound", () =>
          registered.installing?.addEventListener("statechange", change),
        );
        keepAsking(registered);
        tell(registered.active, "tidy");
      },
      () => {}, // no network at the first visit, or storage is switched off: the app runs without it
    );
  }

  return {
    isReady: () => isReady,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async bring(before) {
      await before?.();
      isBringing = true;
      if (registration?.waiting) tell(registration.waiting, "take-over");
      else location.reload();
    },
  };
}

function keepAsking(registration: ServiceWorkerRegistration): void {
  let asked = Date.now();
  const ask = () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < ASK_EVERY_MS) return;
    asked = Date.now();
    registration.update().catch(() => {}); // no network now: asked again later
  };
  setInterval(ask, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", ask);
  addEventListener("online", ask);
}

function tell(worker: ServiceWorker | null, word: WordToWorker): void {
  worker?.postMessage(word);
}

import { ownScript } from "./trusted-types.ts";
import type { WordToWorker } from "./word-to-worker.ts";

/** The versions of the app: the one that this page runs, and perhaps a newer one that waits. */
export type Updates = {
  /** Whether a newer version could be had by a reload. */
  isReady(): boolean;
  onChange(listener: () => void): () => void;
  /** Brings the newer version: the page is loaded anew. */
  bring(): void;
};

/** How often a page that stays open asks whether there is something newer, in ms. */
const ASK_EVERY_MS = 60 * 60_000;
/** How long taking over usually takes, in ms, with much to spare. */
const TAKES_MS = 1_500;

/**
 * Registers the service worker and watches for newer versions. A newer one is fetched in the background and waits until
 * `bring` is called in one of the tabs; the others then learn that they are the old one. It also comes by itself when
 * the app is opened anew and no other tab has it open: the service worker sees to that.
 */
export function watchUpdates(workers: ServiceWorkerContainer | undefined): Updates {
  const listeners = new Set<() => void>();
  let registration: ServiceWorkerRegistration | undefined;
  let isReady = false;
  let isBringing = false;

  const ready = () => {
    if (isReady) return;
    isReady = true;
    listeners.forEach((listener) => listener());
  };
  const look = () => {
    if (registration?.waiting && workers?.controller) ready();
  };

  if (workers) {
    let hadController = Boolean(workers.controller);
    workers.addEventListener("controllerchange", () => {
      if (isBringing) location.reload();
      else if (hadController) ready(); // another tab brought it
      hadController = true;
    });
    void whenCalm(hadController)
      .then(() => workers.register(ownScript("/sw.js"), { scope: "/", updateViaCache: "none" }))
      .then((registered) => {
        registration = registered;
        registered.addEventListener("updatefound", () => registered.installing?.addEventListener("statechange", look));
        tell(registered.active, "tidy");
        keepAsking(registered);
        look();
      })
      .catch(() => {}); // no network at the first visit, or storage is switched off: the app runs without it
  }

  return {
    isReady: () => isReady,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bring() {
      isBringing = true;
      tell(registration?.waiting, "take-over");
      // Chromium lets a busy worker finish first. Going is what makes it free: it then steps aside by itself.
      setTimeout(() => location.reload(), registration?.waiting ? TAKES_MS : 0);
    },
  };
}

/** At the first visit everything else comes first: the worker fetches the whole app. */
async function whenCalm(isAtOnce: boolean): Promise<void> {
  if (isAtOnce || document.readyState === "complete") return;
  await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
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

function tell(worker: ServiceWorker | null | undefined, word: WordToWorker): void {
  worker?.postMessage(word);
}

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

/**
 * Registers the service worker and watches for newer versions. A newer one is fetched in the background and waits until
 * `bring` is called in one of the tabs; the others then learn that they are the old one. Only a page that has just been
 * opened, alone, takes it at once: nothing has been typed into it yet.
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
      .then(async (registered) => {
        registration = registered;
        registered.addEventListener("updatefound", () => registered.installing?.addEventListener("statechange", look));
        if (registered.waiting && hadController) {
          isBringing = true;
          isBringing = await takesOverIfAlone(registered.waiting);
        }
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
      if (registration?.waiting) tell(registration.waiting, "take-over");
      else location.reload();
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

function takesOverIfAlone(waiting: ServiceWorker): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  waiting.postMessage("take-over-if-alone" satisfies WordToWorker, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<boolean>) => resolve(data);
  });
}

function tell(worker: ServiceWorker | null, word: WordToWorker): void {
  worker?.postMessage(word);
}

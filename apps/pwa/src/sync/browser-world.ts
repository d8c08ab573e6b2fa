import { boxOver, cacheOver, type Place } from "../local/databases.ts";
import { followBeside } from "../local/follow.ts";
import { typingIn } from "../local/typing.ts";
import { idle } from "../platform/idle.ts";
import { leaderLock } from "./device.ts";
import { deviceLabel } from "./device-label.ts";
import type { Locks, Page, Surroundings, Transport } from "./surroundings.ts";

/** The world as the browser gives it. */
export function browserWorld(transport: Transport): Surroundings {
  return {
    clock: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    locks: webLocks,
    openChannel(name) {
      const channel = new BroadcastChannel(name);
      return {
        post: (message) => channel.postMessage(message),
        hear: (listener) => channel.addEventListener("message", ({ data }) => listener(data)),
        close: () => channel.close(),
      };
    },
    page,
    transport,
    openBox: (accountId) => boxOver(place, accountId),
    openCache: (accountId) => cacheOver(place, accountId),
    follow: followBeside(typing),
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
    label: deviceLabel(),
  };
}

const typing = typingIn({
  events: window,
  isText: ({ target }) => target instanceof Element && target.closest("[contenteditable=true][role=textbox]") !== null,
  now: () => performance.now(),
  after: (ms, work) => void setTimeout(work, ms),
  idle: () => idle(100),
});

const place: Place = { isUsed: (accountId, version) => webLocks.isHeld(leaderLock(accountId, version)) };

const webLocks: Locks = {
  async hold(name, { steal, signal }, work) {
    // A stolen lock cannot be waited for, so the browser takes no signal with it.
    await navigator.locks.request(name, steal ? { steal } : { signal }, work);
  },
  async isHeld(name) {
    const { held = [] } = await navigator.locks.query();
    return held.some((lock) => lock.name === name);
  },
};

const page: Page = {
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === "visible",
  on(what, listener) {
    const gone = new AbortController();
    const { signal } = gone;
    if (what === "cut-off") {
      addEventListener("offline", listener, { signal });
      return () => gone.abort();
    }
    document.addEventListener(
      "visibilitychange",
      () => (document.visibilityState === "visible") === (what === "awake") && listener(),
      { signal },
    );
    if (what === "leaving") addEventListener("pagehide", listener, { signal });
    else {
      addEventListener("online", listener, { signal });
      addEventListener("pageshow", (event) => event.persisted && listener(), { signal });
    }
    return () => gone.abort();
  },
};

import { loadUntilThere } from "../platform/load-until-there.ts";
import type { Device } from "./device.ts";
import type { Engine } from "./engine.ts";
import type { SyncState } from "./sync-state.ts";
import { makeWords } from "./words.ts";

/** Until the real engine says something else. */
const STARTING: SyncState = { kind: "syncing", count: 0 };

/**
 * An engine that begins once its code has been loaded, after the screen: what is read comes from the device and need
 * not wait for it. What is asked of it before then it does when it is there.
 */
export function startEngineLater(device: Device): Engine {
  const listeners = new Set<() => void>();
  const words = makeWords();
  let engine: Engine | undefined;
  let stopped = false;
  const wanted: ((engine: Engine) => void)[] = [];
  const whenThere = (work: (engine: Engine) => void) => (engine ? work(engine) : void wanted.push(work));

  void loadUntilThere(() => import("./engine.ts")).then(({ startEngine }) => {
    if (stopped) return;
    const started = startEngine(device, words);
    engine = started;
    started.onState(() => listeners.forEach((listener) => listener()));
    for (const work of wanted) work(started);
    listeners.forEach((listener) => listener());
  });

  return {
    state: () => engine?.state() ?? STARTING,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    words,
    syncNow: () => whenThere((there) => there.syncNow()),
    signedInAgain: () => whenThere((there) => there.signedInAgain()),
    lastSyncAt: () => engine?.lastSyncAt() ?? null,
    stop() {
      stopped = true;
      engine?.stop();
    },
  };
}

import { browserKind, type BrowserKind } from "./browser-kind.ts";

/** What the browser says of the storage it gives us. Sizes in bytes; null: it does not say. */
export type StorageFacts = {
  browser: BrowserKind;
  isInstalled: boolean;
  /** It has promised not to clear what is here by itself. */
  isPersistent: boolean | null;
  used: number | null;
  free: number | null;
};

/** Asks the browser for all of it. */
export async function readStorageFacts(): Promise<StorageFacts> {
  const [isPersistent, { usage, quota }] = await Promise.all([
    unlessFailing<boolean, null>(() => navigator.storage.persisted(), null),
    unlessFailing<StorageEstimate, StorageEstimate>(() => navigator.storage.estimate(), {}),
  ]);
  return {
    browser: browserKind(navigator),
    isInstalled: isInstalled(),
    isPersistent,
    used: usage ?? null,
    free: usage === undefined || quota === undefined ? null : Math.max(0, quota - usage),
  };
}

/** Asks the browser to keep what is here; resolves with whether it agreed. Some ask the person first. */
export function askToPersist(): Promise<boolean> {
  return unlessFailing(() => navigator.storage.persist(), false);
}

/** Whether Cliently runs as an app of its own, not in a tab. */
function isInstalled(): boolean {
  const { standalone } = navigator as { standalone?: boolean }; // what Safari calls it on a Home Screen
  return (
    standalone === true || matchMedia("(display-mode: standalone), (display-mode: window-controls-overlay)").matches
  );
}

/** Old browsers, and some private windows, lack what is asked or refuse to answer. */
async function unlessFailing<T, Other>(ask: () => Promise<T>, otherwise: Other): Promise<T | Other> {
  try {
    return await ask();
  } catch {
    return otherwise;
  }
}

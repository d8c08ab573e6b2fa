import type { Engine } from "./engine.ts";

/** Keeps when this device was last in step with the server, so that one can be told after the app was closed. */
export function rememberLastSync(accountId: string, { onState, lastSyncAt }: Engine): () => void {
  const keep = () => {
    const at = lastSyncAt();
    if (at !== null) write(accountId, at);
  };
  const forget = onState(keep);
  addEventListener("pagehide", keep); // being in step for hours is no change of state
  return () => {
    forget();
    removeEventListener("pagehide", keep);
  };
}

/** In ms; null when this device never was. */
export function keptLastSync(accountId: string): number | null {
  try {
    return Number(localStorage.getItem(placeOf(accountId))) || null;
  } catch {
    return null; // storage is switched off
  }
}

export function forgetLastSync(accountId: string): void {
  try {
    localStorage.removeItem(placeOf(accountId));
  } catch {
    // storage is switched off: nothing is there
  }
}

function write(accountId: string, at: number): void {
  try {
    localStorage.setItem(placeOf(accountId), String(at));
  } catch {
    // storage is switched off or full: it is known until the page is left
  }
}

function placeOf(accountId: string): string {
  return `cliently:last-sync:${accountId}`;
}

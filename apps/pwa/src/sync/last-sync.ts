import { lastSync } from "../platform/kept-time.ts";
import type { Engine } from "./engine.ts";

/** Keeps when this device was last in step with the server, so that one can be told after the app was closed. */
export function rememberLastSync(accountId: string, { onState, lastSyncAt }: Engine): () => void {
  const keep = () => {
    const at = lastSyncAt();
    if (at !== null) lastSync.keep(accountId, at);
  };
  const forget = onState(keep);
  addEventListener("pagehide", keep); // being in step for hours is no change of state
  return () => {
    forget();
    removeEventListener("pagehide", keep);
  };
}

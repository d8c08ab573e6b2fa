import { isLead } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { useCallback, useState, useSyncExternalStore } from "react";

import { asItIs, useDevice, useEngine, useLive } from "./hooks.tsx";
import { lastSync } from "../platform/kept-time.ts";
import { findRows } from "./read-row.ts";
import { waitingSince, type WaitingSince } from "./waiting.ts";

// How this device stands to the server: asked for where one looks after it, not by the first screen.

/** When this device was last in step with the server, in ms, also before the app was opened; null when it never was. */
export function useLastSync(): number | null {
  const { accountId } = useDevice();
  const engine = useEngine();
  const [kept] = useState(() => lastSync.of(accountId));
  return useSyncExternalStore(engine.onState, engine.lastSyncAt) ?? kept;
}

/** What has not reached the server, live. */
export function useWaiting(): WaitingSince | undefined {
  const device = useDevice();
  const find = useCallback(() => device.box.outbox.count(), [device]);
  const opened = useCallback(() => waitingSince(device), [device]);
  return useLive(find, opened);
}

/** How many records are on this device, live. What is in the bin does not count. */
export function useRecordCounts(): { clients: number; leads: number; notes: number } | undefined {
  const device = useDevice();
  const find = useCallback(async () => {
    const people = await findRows(device, "client", { all: true });
    const leads = people.filter(({ status }) => isLead({ status: status as ClientStatus })).length; // an open field
    return {
      clients: people.length - leads,
      leads,
      notes: (await findRows(device, "note", { all: true })).length,
    };
  }, [device]);
  return useLive(find, asItIs);
}

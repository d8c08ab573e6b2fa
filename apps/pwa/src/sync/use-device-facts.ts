import { useCallback } from "react";

import type { CacheMeta } from "../local/local-database.ts";
import { cacheState, DEVICES_PLACE } from "./device.ts";
import { asItIs, useDevice, useLive } from "./hooks.tsx";

/** What the person calls a device, live: the one in hand, or another, by its name when that is known. */
export function useDeviceName(id: string | undefined): string {
  const { box, cache, sealer } = useDevice();
  const find = useCallback(async () => {
    const [own, { devices }] = await Promise.all([box.meta.get("device"), cacheState(cache)]);
    return { own: own?.id, devices };
  }, [box, cache]);
  const opened = useCallback(
    async ({ own, devices }: { own: string | undefined; devices: Uint8Array<ArrayBuffer> | null }) => {
      if (own === id) return "this device";
      const names = devices && ((await sealer.open(DEVICES_PLACE, devices)) as Record<string, string>); // sealed by `apply`
      const name = id && names?.[id];
      return name ? `another device (${name})` : "another device";
    },
    [sealer, id],
  );
  return useLive(find, opened) ?? "another device";
}

/** How many records were found to differ here from the server's, and were put right; live. */
export function useRepaired(): number {
  const { cache } = useDevice();
  const find = useCallback(async () => (await cacheState(cache)).repaired, [cache]);
  return useLive(find, asItIs) ?? 0;
}

/** What the browser took from this device, until the person has seen it. */
export function useEvicted(): { evicted: CacheMeta["evicted"]; dismiss: () => Promise<void> } {
  const { cache } = useDevice();
  const find = useCallback(async () => (await cacheState(cache)).evicted, [cache]);
  const evicted = useLive(find, asItIs) ?? null;
  const dismiss = () =>
    cache.transaction("rw", ["meta"], async () => {
      await cache.meta.put({ ...(await cacheState(cache)), evicted: null });
    });
  return { evicted, dismiss };
}

import { useCallback } from "react";

import type { QuarantineRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";
import type { Device } from "./device.ts";
import { useDevice, useEngine, useLive } from "./hooks.tsx";

/** What the server would not take, with its words. */
export type Aside = {
  mid: string;
  at: number;
  status: "refused" | "quarantined";
  name: string;
  v: number;
  args: unknown;
  reason: string;
};

/** What needs the person: each with its words, to copy, try again or put away. */
export function useNeedsYou(): { items: Aside[] | undefined; dismiss: (mid: string) => Promise<void> } {
  const device = useDevice();
  const engine = useEngine();
  const find = useCallback(() => device.box.quarantine.toArray(), [device]);
  const opened = useCallback(
    (rows: QuarantineRow[]) => Promise.all(rows.map((row) => openAside(device, row))),
    [device],
  );
  const items = useLive(find, opened);
  const dismiss = async (mid: string) => {
    await device.box.quarantine.delete(mid);
    engine.syncNow();
  };
  return { items, dismiss };
}

async function openAside({ sealer }: Device, { mid, at, status, sealed }: QuarantineRow): Promise<Aside> {
  try {
    const { name, v, args, reason } = (await sealer.open(placeOf("quarantine", mid), sealed)) as Aside; // sealed by settle
    return { mid, at, status, name, v, args, reason };
  } catch {
    return { mid, at, status, name: "", v: 1, args: null, reason: "unreadable" }; // kept as the bytes that could not be opened
  }
}

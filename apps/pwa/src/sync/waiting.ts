import type { Device } from "./device.ts";
import { openedAll } from "./outbox.ts";

/** How many changes have not reached the server, and since when the oldest of them waits, in ms. */
export type WaitingSince = { count: number; since: number | null };

export async function waitingSince(device: Device): Promise<WaitingSince> {
  const [count, oldest] = await device.box.transaction("r", ["outbox"], () =>
    Promise.all([device.box.outbox.count(), device.box.outbox.orderBy("seq").limit(1).toArray()]),
  );
  const [opened] = await openedAll(device, oldest);
  return { count, since: opened?.madeAt ?? null };
}

import type { Device } from "./device.ts";

/** How long what dead tabs have left may keep the practice from being in sight, in ms. */
const ADOPTING_MS = 500;

/**
 * Before anything is in sight: makes mutations of what tabs that are gone have left. Waits for that, but not for long:
 * another tab may be at it, and neither the disk nor the network need answer. Whoever leads tries again.
 */
export async function adoptFirst(device: Device): Promise<void> {
  if ((await device.box.draft.count()) === 0) return;
  const adopting = import("./drafts.ts").then(({ adoptDrafts }) => adoptDrafts(device)).catch(() => {});
  await new Promise<void>((resolve) => {
    const cancel = device.world.after(ADOPTING_MS, resolve);
    void adopting.finally(() => {
      cancel();
      resolve();
    });
  });
}

import { expect, vi } from "vitest";

import { tabLock, type Device } from "../sync/device.ts";
import type { TestTab } from "./a-device.ts";

/** Waits until so many drafts lie in the box. */
export async function drafts({ box }: Device, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await box.draft.count()).toBe(count));
}

/** A tab goes without a word; resolves when others can tell. */
export async function dies({ device }: TestTab): Promise<void> {
  device.close();
  const lock = tabLock(device.accountId, device.tab);
  await vi.waitFor(async () => expect(await device.world.locks.isHeld(lock)).toBe(false));
}

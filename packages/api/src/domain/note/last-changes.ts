import { z } from "zod";

import { Id } from "../ids.ts";
import type { Made } from "../mutation.ts";

/**
 * The last change that each device made, by its mid. As every device's changes come in their order, two that are equal
 * are of the same changes. Making the same change again leaves it as it is.
 */
export const LastChanges = z.record(Id, Id);
export type LastChanges = z.infer<typeof LastChanges>;

/** Of so many devices, those that changed something last; more are hardly ever there at once. */
const MOST_DEVICES = 40;

export function withChange(last: LastChanges = {}, { device, mid }: Pick<Made, "device" | "mid">): LastChanges {
  return newest({ ...last, [device]: mid });
}

/** Of both, for each device the later. */
export function joinedChanges(a: LastChanges = {}, b: LastChanges = {}): LastChanges {
  const all = { ...a };
  for (const [device, mid] of Object.entries(b)) if (mid > (all[device] ?? "")) all[device] = mid;
  return newest(all);
}

function newest(last: LastChanges): LastChanges {
  const all = Object.entries(last);
  if (all.length <= MOST_DEVICES) return last;
  // A mid begins with the time at which it was made.
  return Object.fromEntries(all.toSorted(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, MOST_DEVICES));
}

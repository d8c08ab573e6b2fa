import { useCallback } from "react";

import { asItIs, useDevice, useLive } from "./hooks.tsx";
import { noteOf } from "./note-of.ts";
import type { Aside } from "./use-needs-you.ts";

/** The note that what was set aside is about, live; undefined when it is about none, or while that is being read. */
export function useNoteOf(aside: Aside): string | undefined {
  const device = useDevice();
  const find = useCallback(() => noteOf(device, aside), [device, aside]);
  return useLive(find, asItIs);
}

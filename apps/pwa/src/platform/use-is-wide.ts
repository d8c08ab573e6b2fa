import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 64rem)";

/** Whether there is room for columns: where the rail stands. */
export function useIsWide(): boolean {
  return useSyncExternalStore(follow, isWide);
}

function isWide(): boolean {
  return matchMedia(WIDE).matches;
}

function follow(changed: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

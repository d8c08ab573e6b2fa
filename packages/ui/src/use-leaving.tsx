import { useEffect, useEffectEvent } from "react";

/**
 * Runs `keep` when what is typed might be gone without the field being left: when the browser's own way back takes the
 * screen away, or when another app comes in front and a phone ends this one.
 */
export function useLeaving(keep: () => void): void {
  const newest = useEffectEvent(keep);
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && newest();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      newest();
    };
  }, []);
}

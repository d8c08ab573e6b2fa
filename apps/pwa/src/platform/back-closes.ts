import { useEffect, useEffectEvent } from "react";

/**
 * While what calls this stands in front of the page, the browser's way back closes it and stays on the page: it has a step
 * of its own in the browser's list.
 */
export function useBackCloses(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    history.pushState(STEP, "");
    const back = () => close();
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      if (isStepInFront()) history.back();
    };
  }, []);
}

/** Whether one is at such a step, which is no other page than the one before it. */
export function isStepInFront(): boolean {
  return (history.state as typeof STEP | null)?.isInFront === true;
}

const STEP = { isInFront: true };

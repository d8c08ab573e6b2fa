import { useEffect, useEffectEvent } from "react";
import type { AroundNavHandler } from "wouter";

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

/** Whatever is opened from such a step takes its place: one way back leads to the page below it. */
export const inPlaceOfStep: AroundNavHandler = (navigate, to, options) =>
  navigate(to, isStepInFront() ? { ...options, replace: true } : options);

/** Nobody stays at a step whose front is gone: after a reload, or going forward to it, one is back on the page at once. */
export function leaveEmptySteps(): void {
  const leave = () => isStepInFront() && history.back();
  addEventListener("popstate", leave);
  leave();
}

const STEP = { isInFront: true };

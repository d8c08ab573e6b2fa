import { startTransition, useEffect, useState, type ReactNode } from "react";

/** Whether what one came for is on the screen: false while a screen is drawn for the first time, true from the next frame on. */
export function useIsPainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    // Two frames: the first callback still comes before the paint.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => startTransition(() => setPainted(true)));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isPainted;
}

/** What lies below the fold: it comes after what one sees first, and does not hold that up. */
export function BelowTheFold({ children }: { children: ReactNode }) {
  return useIsPainted() && children;
}

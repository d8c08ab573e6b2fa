import { useEffect, useRef } from "react";

/**
 * Does something once the press that is under way is over, and at once when there is none: what it moves on the page must
 * not move away from under the finger.
 */
export function useAfterPress(): (act: () => void) => void {
  const isPressed = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    const down = () => (isPressed.current = true);
    const over = () => {
      isPressed.current = false;
      // Whoever was pressed hears of it first.
      setTimeout(() => waiting.current.splice(0).forEach((act) => act()));
    };
    addEventListener("pointerdown", down, true);
    for (const end of ENDS) addEventListener(end, over, true);
    return () => {
      removeEventListener("pointerdown", down, true);
      for (const end of ENDS) removeEventListener(end, over, true);
    };
  }, []);
  return (act) => (isPressed.current ? void waiting.current.push(act) : act());
}

/** A tap takes the focus after its finger is gone, and before its click. */
const ENDS = ["click", "pointercancel", "keydown"] as const;

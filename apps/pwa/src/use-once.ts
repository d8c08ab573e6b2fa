import { useRef } from "react";

/**
 * For a press that must happen once: what is named is not begun again while it is under way, nor afterwards; only once it
 * has failed.
 */
export function useOnce(): (what: string, work: () => Promise<unknown>) => Promise<void> {
  const begun = useRef<string>(undefined);
  return async (what, work) => {
    if (begun.current === what) return;
    begun.current = what;
    try {
      await work();
    } catch (failure) {
      begun.current = undefined;
      throw failure;
    }
  };
}

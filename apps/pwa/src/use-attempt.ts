import { whyNotSaved } from "./not-saved.ts";
import { useTell } from "./toasts.tsx";

/** For what a press does: goes on once it is kept, and says so when it could not be. */
export function useAttempt(): (keeping: Promise<unknown>, kept?: () => void) => void {
  const tell = useTell();
  return (keeping, kept = () => {}) =>
    void keeping.then(kept, (failure: unknown) => tell({ text: whyNotSaved(failure) }));
}

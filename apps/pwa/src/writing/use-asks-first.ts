import { useEffect } from "react";

/** For words that go with the page: as long as there are any, the browser asks before it closes it or loads it anew. */
export function useAsksFirst(isWritten: boolean): void {
  useEffect(() => {
    if (!isWritten) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isWritten]);
}

import { useCallback, useEffect, useState } from "react";

import { readStorageFacts, type StorageFacts } from "../../platform/storage-facts.ts";

/** What the browser says now, and again whenever one comes back to the page; `again` asks at once. */
export function useStorageFacts(): { facts: StorageFacts | undefined; again: () => Promise<void> } {
  const [facts, setFacts] = useState<StorageFacts>();
  const again = useCallback(async () => setFacts(await readStorageFacts()), []);

  useEffect(() => {
    const look = () => void again();
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [again]);

  return { facts, again };
}

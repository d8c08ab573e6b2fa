import type { Services } from "../context.ts";
import { standingAt } from "./changed-event.ts";

/**
 * Makes sure that a lost poke costs seconds and never truth: looks up the versions of all accounts that somebody
 * listens to, in one query for the whole process, and tells of those that moved since the last look. The process
 * calls the returned function every 5 seconds. Streams drop what they told already.
 */
export function makeWatch(services: Pick<Services, "storage" | "bus">): () => Promise<void> {
  const { storage, bus } = services;
  let before = new Map<string, number>();

  return async () => {
    const accounts = bus.accounts();
    if (accounts.length === 0) return;
    const now = await storage.versions(accounts);
    for (const [accountId, version] of now) {
      if (before.get(accountId) === version) continue;
      bus.publish(accountId, standingAt(await storage.read(accountId, (tx) => tx.head())));
    }
    before = now;
  };
}

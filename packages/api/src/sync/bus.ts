import type { SyncEvent } from "../domain/protocol.ts";

/** Tells every open stream of an account what happened. It may lose a word: streams also poll. */
export type Bus = {
  publish(accountId: string, event: SyncEvent): void;
  /** Hears every event from now on, until the returned function is called. */
  subscribe(accountId: string, hear: (event: SyncEvent) => void): () => void;
  /** Accounts that somebody listens to. */
  accounts(): string[];
};

/** A bus within this process. */
export function makeBus(): Bus {
  const hearers = new Map<string, Set<(event: SyncEvent) => void>>();

  return {
    publish(accountId, event) {
      for (const hear of hearers.get(accountId) ?? []) hear(event);
    },

    subscribe(accountId, hear) {
      const own = hearers.get(accountId) ?? new Set();
      hearers.set(accountId, own.add(hear));
      return () => {
        own.delete(hear);
        if (own.size === 0 && hearers.get(accountId) === own) hearers.delete(accountId);
      };
    },

    accounts: () => [...hearers.keys()],
  };
}

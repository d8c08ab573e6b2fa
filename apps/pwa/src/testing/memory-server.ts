import { ExchangeRequest } from "@cliently/api/domain/protocol";
import { anId, exchange, makeBus, memoryDatabase, type Peer, type Rows } from "@cliently/api/testing";

import type { Server } from "./line.ts";

/** The real server code over a database in memory, which can be set back to a backup. */
export type MemoryServer = Server &
  Peer & {
    /** Takes a backup; the returned function puts it in the place of the database. */
    backup(): () => void;
    rows(): Rows;
    log(): { seq: number; mid: string; name: string; status: string; device: string }[];
  };

/** `pageBytes`: how much it tells at once, when less than usual. */
export function aMemoryServer(wishes: { pageBytes?: number } = {}): MemoryServer {
  const database = memoryDatabase({ random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)), ...wishes });
  const accountId = anId();
  database.addAccount(accountId);
  const bus = makeBus();
  const parts = { storage: database.connect(), bus, clock: Date.now, log: () => {} };
  return {
    services: { bus },
    accountId,
    caller: {
      sync: { exchange: async (request) => exchange(parts, accountId, ExchangeRequest.parse(request)) },
    },
    backup() {
      const snapshot = database.snapshot();
      return () => database.restore(snapshot);
    },
    rows: () => database.look(accountId).rows,
    log: () => database.look(accountId).log.map(({ deviceId, ...entry }) => ({ ...entry, device: deviceId })),
  };
}

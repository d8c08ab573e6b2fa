import type { Database, DataKeys } from "@cliently/db";

import type { Account } from "./account/account.ts";
import type { Assistant } from "./assistant/assistant.ts";
import type { Bus } from "./sync/bus.ts";
import type { SyncStorage } from "./sync/storage.ts";

/** Everything the procedures stand on, built once by the process (or by a test) and handed in. */
export type Services = {
  db: Database;
  keys: DataKeys;
  storage: SyncStorage;
  bus: Bus;
  account: Account;
  assistant: Assistant;
  /** Milliseconds since 1970. */
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  log: Log;
  /** Aborted when the process goes down: streams end, nothing new begins. */
  draining: AbortSignal;
};

/** One line of the log: an event's name and named scalars, never objects, messages or content. */
export type Log = (event: string, fields?: Record<string, string | number | boolean | null>) => void;

/** Who is signed in. `sessionId` is the hash that the database holds, never the token. */
export type SignedIn = { accountId: string; sessionId: string };

/** What one request brings. `cookies` reads the request's and writes the answer's; only account procedures use it. */
export type Context = {
  services: Services;
  session: SignedIn | null;
  cookies: {
    get(name: string): string | undefined;
    set(name: string, value: string, maxAgeSeconds: number): void;
    clear(name: string): void;
  };
  requestId: string;
  ip: string;
};

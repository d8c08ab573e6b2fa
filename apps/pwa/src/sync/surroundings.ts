import type { BucketRequest, DigestRequest, EventsRequest, ExchangeRequest } from "@cliently/api/domain/protocol";

import type { BoxDatabase, CacheDatabase, Follow } from "../local/local-database.ts";

/** Everything of the world that a device touches, so that a test can be the world. */
export type Surroundings = {
  /** Milliseconds since 1970, as this device believes. */
  clock: () => number;
  random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Runs `work` once after `ms`; the returned function takes it back. */
  after: (ms: number, work: () => void) => () => void;
  locks: Locks;
  openChannel: (name: string) => Channel;
  page: Page;
  transport: Transport;
  /** An account's databases on this device, not open yet. All tabs share what is in them. */
  openBox: (accountId: string) => BoxDatabase;
  openCache: (accountId: string) => CacheDatabase;
  follow: Follow;
  /** Asks the browser not to clear what is kept here when space runs short; resolves with whether it agreed. */
  persist: () => Promise<boolean>;
  /** What the person calls this device, e.g. "Chrome on Linux". */
  label: string;
};

/** Web Locks, as far as they are needed. */
export type Locks = {
  /** Holds the lock while `work` runs. `steal` takes it from its holder, whose own call then rejects. */
  hold(name: string, options: { steal: boolean; signal: AbortSignal }, work: () => Promise<void>): Promise<void>;
  /** Whether somebody holds it now. */
  isHeld(name: string): Promise<boolean>;
};

/** Speaks to the other tabs of this account on this device. */
export type Channel = { post(message: unknown): void; hear(listener: (message: unknown) => void): void; close(): void };

export type Page = {
  isOnline(): boolean;
  isVisible(): boolean;
  /** `awake`: visible again, back from the back/forward cache, or the network came back. `leaving`: hidden or going away.
   * `cut-off`: the browser believes that there is no network. */
  on(what: "awake" | "leaving" | "cut-off", listener: () => void): () => void;
};

/** How a device reaches the server. What comes back is not to be trusted before it is parsed. */
export type Transport = {
  exchange(request: ExchangeRequest): Promise<unknown>;
  digest(request: DigestRequest): Promise<unknown>;
  bucket(request: BucketRequest): Promise<unknown>;
  events(
    request: EventsRequest,
    hear: { event(event: unknown): void; shaken(): void; broken(error: unknown): void },
  ): () => void;
};

/** Thrown by a transport when the server says that the session has ended. */
export class SignedOut extends Error {}

/** Thrown by a transport when the server was reached and cannot take this request, however often it comes. */
export class Unacceptable extends Error {}

/** Thrown by a transport when whoever answered said when to come again. Anything else thrown means "not reached". */
export class ComeBack extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super("come back later");
    this.afterMs = afterMs;
  }
}

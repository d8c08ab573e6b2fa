import type { SyncEvent } from "../domain/protocol.ts";
import type { ProviderFacts } from "./provider.ts";

/** Whoever writes summaries. Everything it does begins with a mutation that a person made. */
export type Assistant = {
  /** Who writes them, as the person is told. */
  facts: ProviderFacts;
  /** A summary was asked for. Returns at once; the words go out on the bus. */
  requested(accountId: string, summaryId: string): void;
  /** A summary shall stop. What came so far is kept. */
  stopped(accountId: string, summaryId: string): void;
  /** The words of running summaries that a device has not heard yet; `heard` counts UTF-16 units by summary id. */
  wordsSince(accountId: string, heard: Record<string, number>): Promise<SyncEvent[]>;
  /** Takes care of summaries that nobody works on any more: begins those asked for, ends those whose writer died. */
  sweep(): Promise<void>;
  /** Ends what runs here, keeping what came so far. */
  drain(): Promise<void>;
};

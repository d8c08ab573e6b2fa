import type { z } from "zod";

import type { SummaryPrompt, SummaryWish } from "../domain/summary/prompt.ts";
import type { SummaryFailure } from "../domain/summary/summary.ts";

/** Whoever turns a note into a summary. */
export type Provider = ProviderFacts & {
  /** Streams the words. Throws `ProviderFailure`, or whatever the signal was aborted with. */
  write(request: SummaryRequest, signal: AbortSignal): AsyncIterable<string>;
};

/** What the person is told about it, before and after. */
export type ProviderFacts = { provider: string; model: string; label: string; leavesServer: boolean };

export type SummaryRequest = { source: string; prompt: SummaryPrompt; wish: SummaryWish };

/** A provider did not do it, in terms that a person can act on. */
export class ProviderFailure extends Error {
  readonly failure: z.infer<typeof SummaryFailure>;
  constructor(failure: z.infer<typeof SummaryFailure>, cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}

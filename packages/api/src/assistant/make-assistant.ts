import type { Assistant } from "./assistant.ts";

/** An assistant that leaves every request waiting: nothing writes summaries yet. */
export function makeAssistant(): Assistant {
  return {
    requested() {},
    stopped() {},
    wordsSince: () => Promise.resolve([]),
    sweep: () => Promise.resolve(),
    drain: () => Promise.resolve(),
  };
}

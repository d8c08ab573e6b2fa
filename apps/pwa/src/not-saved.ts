import { Refused } from "@cliently/api/domain/mutation";

import { WHY } from "./refused-words.ts";

/** What stands beside words that could be kept neither on this device nor on the server. */
export const NOT_SAVED = "Not saved. It is in this page alone: keep that open, and try again.";

/** Why words were not kept: what a rule says about them, or that nothing could be stored. */
export function whyNotSaved(failure: unknown): string {
  return failure instanceof Refused ? WHY[failure.reason] : NOT_SAVED;
}

import { Refused } from "@cliently/api/domain/mutation";

import { WHY } from "./refused-words.ts";

/** What stands beside words that could be kept neither on this device nor on the server. */
export const NOT_SAVED = "Not saved. It is in this page alone: keep that open, and try again.";

/** What is said of a press of which nothing could be kept: everything stands as it was. */
export const NOT_DONE = "Nothing can be stored on this device just now, so nothing was changed. Please try again.";

/** Why words were not kept: what a rule says about them, or that nothing could be stored. */
export function whyNotSaved(failure: unknown): string {
  return failure instanceof Refused ? WHY[failure.reason] : NOT_SAVED;
}

/** The same of something that was pressed. */
export function whyNotDone(failure: unknown): string {
  return failure instanceof Refused ? WHY[failure.reason] : NOT_DONE;
}

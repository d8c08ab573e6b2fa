import { Refused } from "@cliently/api/domain/mutation";

/** What stands beside words that could be kept neither on this device nor on the server. */
export const NOT_SAVED = "Not saved. It is in this page alone: keep that open, and try again.";

/** For a change that was not kept because nothing could be stored. That a rule said no is another matter. */
export function unlessRefused(tell: () => void): (error: unknown) => void {
  return (error) => {
    if (error instanceof Refused) throw error;
    tell();
  };
}

/** The laws of `docs/sync.md`, by their names. */
export const LAWS = {
  L1: "no acknowledged write is lost",
  L2: "each mutation takes effect exactly once",
  L3: "the order of a device is kept",
  L4: "the server's state is the fold of its log",
  L5: "after a finished pull the device's rows are the server's",
  L6: "the cursor never goes back within a history",
  L7: "quiet: all devices equal the server",
  L8: "an own pending effect stays visible until it is decided",
  L9: "the view is what the server has with what waits on top",
  L10: "without concurrency the device's result is the server's",
  L11: "a poison mutation delays others by at most 3 attempts",
  L12: "accounts never mix",
  L13: "no write escapes the log",
  L14: "a concurrent edit survives a delete",
  L15: "every typed character is there unless someone deleted it",
  L16: "arbitration is total and does not depend on the order",
  L17: "the losing value is kept",
  L18: "a deposed leader changes nothing",
  L19: "only a typed revoke or the person deletes data",
  L20: "what is signed is what its signer saw, and stays so; later words wait to be decided about",
} as const;

export type Law = keyof typeof LAWS;
export type Violation = { law: Law; text: string; at: number };

/** What has been looked at, and what was found. */
export type Verdicts = {
  readonly violations: Violation[];
  /** How often each law was put to the test. */
  readonly tested: Record<Law, number>;
  /** How often what makes a law hard has happened: merges, steals, resets, redos … */
  readonly met: Map<string, number>;
  /** A test of a law, and what it says when the law is broken. */
  hold(law: Law, holds: boolean, text: () => string): void;
  meet(what: string): void;
};

export function makeVerdicts(now: () => number): Verdicts {
  const violations: Violation[] = [];
  const tested = Object.fromEntries(Object.keys(LAWS).map((law) => [law, 0])) as Record<Law, number>; // of all keys
  const met = new Map<string, number>();
  return {
    violations,
    tested,
    met,
    hold(law, holds, text) {
      tested[law]++;
      if (!holds) violations.push({ law, text: text(), at: now() });
    },
    meet: (what) => void met.set(what, (met.get(what) ?? 0) + 1),
  };
}

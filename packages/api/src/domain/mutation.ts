import { z } from "zod";

import type { Store } from "./store.ts";

/** Every reason for which a rule may say no. The screen has a sentence for each. */
export const RefusedReason = z.enum([
  "arguments-invalid",
  "client-exists",
  "client-unknown",
  "consent-exists",
  "consent-unknown",
  "consent-missing",
  "note-exists",
  "note-unknown",
  "text-unreadable",
  "summary-exists",
  "summary-unknown",
  "summary-not-open",
]);
export type RefusedReason = z.infer<typeof RefusedReason>;

/** Thrown inside a mutation when a rule says no; `defineMutation` turns it into the outcome. */
export class Refused extends Error {
  readonly reason: RefusedReason;
  constructor(reason: RefusedReason) {
    super(reason);
    this.reason = reason;
  }
}

/** Who made a mutation and when: `at` is the corrected edit time in ms, `mid` the mutation's own id. */
export type Made = { mid: string; device: string; at: number };

export type Outcome = { status: "applied" } | { status: "refused"; reason: RefusedReason };

export type Mutation<Args> = {
  version: number;
  args: z.ZodType<Args>;
  /** Runs with arguments of the current version; anything but a refusal is thrown. */
  run(store: Store, args: unknown, made: Made): Promise<Outcome>;
};

type Definition<Args> = {
  /** The version of `args`; older ones are brought up by `upcasters`. */
  version: number;
  args: z.ZodType<Args>;
  run(store: Store, args: Args, made: Made): Promise<void>;
};

/** Defines a mutation that runs on the device and on the server alike. */
export function defineMutation<Args>(definition: Definition<Args>): Mutation<Args> {
  return {
    version: definition.version,
    args: definition.args,
    async run(store, input, made) {
      const args = definition.args.safeParse(input);
      if (!args.success) return { status: "refused", reason: "arguments-invalid" };
      try {
        await definition.run(store, args.data, made);
        return { status: "applied" };
      } catch (error) {
        if (error instanceof Refused) return { status: "refused", reason: error.reason };
        throw error;
      }
    },
  };
}

import { z } from "zod";

import { withoutPurged } from "./purged.ts";
import type { Store } from "./store.ts";

/** Every reason for which a rule may say no. The screen has a sentence for each. */
export const RefusedReason = z.enum([
  "arguments-invalid",
  "client-exists",
  "client-unknown",
  "too-many-tags",
  "too-many-contacts",
  "consent-exists",
  "consent-unknown",
  "consent-missing",
  "note-exists",
  "note-unknown",
  "text-unreadable",
  "text-too-long",
  /** It goes on from words that are not there: those were refused, or set aside. */
  "words-missing",
  "summary-exists",
  "summary-unknown",
  "summary-not-open",
  "in-bin",
  "note-signed",
  /** It was changed since the person looked: to be read again before it is signed. */
  "note-changed",
  "note-unsigned",
  /** The ten minutes are over, or something was added under it. */
  "signature-final",
  "signature-exists",
  "addendum-exists",
  "addendum-unknown",
  "addendum-signed",
  "goal-exists",
  "goal-unknown",
  "too-many-entries",
  "measurement-exists",
  "measurement-unknown",
  "preset-exists",
  "preset-unknown",
  /** A reason that a newer server gave and this build has no sentence for. */
  "by-newer-rule",
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

/**
 * Who made a mutation and when: `at` is the corrected edit time in ms, `mid` the mutation's own id. `again`: it took
 * effect before, in a history that was forked off since, and some of that effect may be back already.
 */
export type Made = { mid: string; device: string; at: number; again?: boolean };

export type Outcome = { status: "applied" } | { status: "refused"; reason: RefusedReason };

/** Arguments as they were written: `v` is the version of their shape, older ones are brought up by the upcasters. */
export type Written = { v: number; args: unknown };

export type Mutation<Args> = {
  /** The version of the arguments that this build writes; a higher one comes from a newer build. */
  version: number;
  args: z.ZodType<Args>;
  /** Arguments of any version up to this build's, in its own shape; undefined when they do not have that shape. */
  read(written: Written): Args | undefined;
  /** Runs with arguments of any version up to this build's; anything but a refusal is thrown. */
  run(store: Store, written: Written, made: Made): Promise<Outcome>;
};

/** Brings arguments of one version up to the next. Kept for 12 months after the last device could have written them. */
export type Upcaster = (args: unknown) => unknown;

type Definition<Args> = {
  /** The arguments as this build writes them. */
  args: z.ZodType<Args>;
  /** From version 1 to 2, from 2 to 3, and so on: a mutation is at version 1 + their number. */
  upcasters?: readonly Upcaster[];
  run(store: Store, args: Args, made: Made): Promise<void>;
};

/** Defines a mutation that runs on the device and on the server alike. */
export function defineMutation<Args>({ args: shape, upcasters = [], run }: Definition<Args>): Mutation<Args> {
  const read = ({ v, args }: Written) => {
    try {
      return shape.safeParse(upcasters.slice(v - 1).reduce((older, upcast) => upcast(older), args)).data;
    } catch {
      return undefined; // an upcaster met something that never was of its version
    }
  };
  return {
    version: 1 + upcasters.length,
    args: shape,
    read,
    async run(store, written, made) {
      const args = read(written);
      if (args === undefined) return { status: "refused", reason: "arguments-invalid" };
      try {
        await run(withoutPurged(store), args, made);
        return { status: "applied" };
      } catch (error) {
        if (error instanceof Refused) return { status: "refused", reason: error.reason };
        throw error;
      }
    },
  };
}

import { createHmac } from "node:crypto";

import { hash, verify } from "@node-rs/bcrypt";
import { TRPCError } from "@trpc/server";

const COST = 12;
const AT_ONCE = 2;
const WAITING = 16;

/** Hashes and checks passwords, a few at a time, so that sign-ins cannot take the machine from everybody else. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /** Without a stored hash it takes as long and says no. `stale`: it should be hashed anew. */
  verify(password: string, stored: string | null): Promise<{ ok: boolean; stale: boolean }>;
};

/**
 * bcrypt at cost 12 over HMAC-SHA-384(pepper, NFC of the password) in base64: 64 characters, so that bcrypt's limit
 * of 72 bytes cuts nothing off, and a stolen table alone cannot be searched.
 */
export async function openPasswords(pepper: Uint8Array): Promise<Passwords> {
  const enter = gate(AT_ONCE, WAITING);
  const peppered = (password: string) =>
    createHmac("sha384", pepper).update(password.normalize("NFC")).digest("base64");
  const nobodys = await hash(peppered("nobody has this password"), { cost: COST });

  return {
    hash: (password) => enter(() => hash(peppered(password), { cost: COST })),

    async verify(password, stored) {
      const matches = await enter(() => verify(peppered(password), stored ?? nobodys));
      return { ok: matches && stored !== null, stale: stored !== null && costOf(stored) !== COST };
    },
  };
}

function costOf(stored: string): number {
  return Number(stored.split("$")[2]);
}

/** Lets `atOnce` in, makes `waiting` more wait in line, and turns the rest away at once. */
function gate(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const line: (() => void)[] = [];

  return async (work) => {
    if (inside >= atOnce) {
      if (line.length >= waiting) {
        throw new TRPCError({
          code: "SERVICE_UNAVAILABLE",
          message: "Many people are signing in right now. Try again in a moment.",
        });
      }
      await new Promise<void>((resolve) => line.push(resolve));
    } else inside++;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else inside--;
    }
  };
}

import { isIPv6 } from "node:net";

import { TRPCError } from "@trpc/server";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const QUARTER_S = 15 * 60;
const HOUR_S = 3_600;

/** Wrong passwords in a quarter of an hour: for one address from browsers it does not know, and from one that it knows. */
const PER_ADDRESS = 10;
/** The same from one network, whatever the addresses. Large, because a practice, or a proxy, may be behind one. */
const PER_NETWORK = 100;

/** Who tries to sign in: `address` stands for the e-mail, `device` for a browser that signed in there before. */
export type Tried = { network: string; address: string; device: string | null };

/**
 * Slows down guessing. What a stranger tries never counts against a browser that the owner has used, so nobody can be
 * locked out by others. Counted in this process, which is the only one: a restart forgives.
 */
export type Throttle = {
  /** Counts a try, or throws when there were too many. Resolves with what takes it back, for a try that was right or never made. */
  signIn(tried: Tried): Promise<() => Promise<void>>;
  /** Counts a new account, or throws. */
  signUp(network: string): Promise<void>;
};

export function makeThrottle({ signUpsPerHour }: { signUpsPerHour: number }): Throttle {
  const strangers = new RateLimiterMemory({ points: PER_ADDRESS, duration: QUARTER_S });
  const known = new RateLimiterMemory({ points: PER_ADDRESS, duration: QUARTER_S });
  const networks = new RateLimiterMemory({ points: PER_NETWORK, duration: QUARTER_S });
  const newcomers = new RateLimiterMemory({ points: signUpsPerHour, duration: HOUR_S });

  return {
    async signIn({ network, address, device }) {
      if (device) {
        const key = `${address}|${device}`;
        await count(known, key);
        return async () => void (await known.reward(key));
      }
      const place = networkOf(network);
      await count(networks, place);
      await count(strangers, address);
      return async () => {
        await networks.reward(place);
        await strangers.reward(address);
      };
    },

    signUp: (network) => count(newcomers, networkOf(network)),
  };
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const minutes = Math.ceil(refusal.msBeforeNext / 60_000);
    const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
    throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: `Too many tries. Wait ${wait} and try again.` });
  }
}

/** What one household or office has in common: an IPv4 address, or the first half of an IPv6 one. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = "", tail] = ip.split("%")[0]!.split("::"); // split always gives a first part
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(gap).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(":");
}

/** Numbers that look random and are the same for the same seed. */
export type Prng = {
  /** 32 random bits. */
  bits(): number;
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** Whether something happens that happens in this share of all cases. */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(count: number): Uint8Array<ArrayBuffer>;
  /** Numbers of their own, which no use of these changes. */
  fork(): Prng;
};

/** sfc32, "Small Fast Counter" by Chris Doty-Humphrey (PractRand), begun with 12 rounds over the seed. */
export function makePrng(seed: number): Prng {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;

  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) bits();

  const prng: Prng = {
    bits,
    below: (end) => Math.floor((bits() / 2 ** 32) * end),
    chance: (share) => bits() < share * 2 ** 32,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error("nothing to pick from");
      return from[prng.below(from.length)] as T; // below the length
    },
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let index = 0; index < count; index++) bytes[index] = bits() >>> 24;
      return bytes;
    },
    fork: () => makePrng(bits() * 2 ** 20 + (bits() >>> 12)),
  };
  return prng;
}

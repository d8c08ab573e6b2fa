import { expect, test } from "vitest";

import { makeSealer } from "./sealing.ts";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const value = { name: "Łucja 🌱", lines: ["a", ""] };

test("both pairs of functions read what the other wrote", async () => {
  const sealer = await makeSealer("account", random(32), random);
  expect(sealer.openNow("note|1", await sealer.seal("note|1", value))).toEqual(value);
  expect(await sealer.open("note|1", sealer.sealNow("note|1", value))).toEqual(value);
});

test("no flipped bit, other place, other account or other key opens a value", async () => {
  const key = random(32);
  const sealer = await makeSealer("account", key, random);
  const sealed = sealer.sealNow("note|1", value);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = sealed.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    expect(() => sealer.openNow("note|1", flipped)).toThrow();
    await expect(sealer.open("note|1", flipped)).rejects.toThrow();
  }
  const others = [
    { place: "note|2", opener: sealer },
    { place: "note|1", opener: await makeSealer("another", key, random) },
    { place: "note|1", opener: await makeSealer("account", random(32), random) },
  ];
  for (const { place, opener } of others) {
    expect(() => opener.openNow(place, sealed)).toThrow();
    await expect(opener.open(place, sealed)).rejects.toThrow();
  }
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { makeThrottle, networkOf } from "./throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stranger = (address: string, network = "192.0.2.1") => ({ address, network, device: null });

test("one network tries a hundred times in a quarter of an hour, whatever the addresses; another is not touched by it", async () => {
  const throttle = makeThrottle({ signUpsPerHour: 1 });
  for (let count = 0; count < 100; count++) await throttle.signIn(stranger(`n-${count}`));

  await expect(throttle.signIn(stranger("n-100"))).rejects.toThrow("Too many tries. Wait 15 minutes and try again.");
  await throttle.signIn(stranger("n-100", "192.0.2.2"));
  vi.advanceTimersByTime(15 * 60_000 + 1);
  await throttle.signIn(stranger("n-100"));
});

test("a try that was right does not count", async () => {
  const throttle = makeThrottle({ signUpsPerHour: 1 });
  for (let count = 0; count < 50; count++) await (await throttle.signIn(stranger("ada")))();
  for (let count = 0; count < 10; count++) await throttle.signIn(stranger("ada"));
  await expect(throttle.signIn(stranger("ada"))).rejects.toThrow("Too many tries");
});

test("RAT2: a thousand tries of strangers from a thousand networks leave a known browser its own", async () => {
  const throttle = makeThrottle({ signUpsPerHour: 1 });
  for (let count = 0; count < 1_000; count++) {
    await throttle.signIn(stranger("ada", `198.51.${count >> 8}.${count & 255}`)).catch(() => {});
  }
  await expect(throttle.signIn(stranger("ada", "203.0.113.1"))).rejects.toThrow("Too many tries");
  await throttle.signIn({ address: "ada", network: "203.0.113.1", device: "laptop" });
});

test("a household is one network, however its addresses are written", () => {
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  const home = "2001:db8:1:2";
  for (const ip of [
    "2001:db8:1:2::1",
    "2001:0db8:0001:0002:ffff:ffff:ffff:ffff",
    "2001:db8:1:2:3:4:5:6",
    "2001:DB8:1:2::%eth0",
  ]) {
    expect(networkOf(ip)).toBe(home);
  }
  expect(networkOf("2001:db8:1:3::1")).not.toBe(home);
  expect(networkOf("::1")).toBe("0:0:0:0");
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
  expect(networkOf("")).toBe("");
});

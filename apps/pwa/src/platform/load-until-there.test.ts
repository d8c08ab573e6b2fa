import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { loadUntilThere } from "./load-until-there.ts";

beforeEach(() => {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("dispatchEvent", page.dispatchEvent.bind(page));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a part that cannot be had is asked for again by and by, at once when the network is back, and is there once", async () => {
  let attempts = 0;
  const load = async () => {
    attempts++;
    if (attempts < 4) throw new TypeError("Failed to fetch dynamically imported module");
    return "part";
  };
  const loading = loadUntilThere(load);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(attempts).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(attempts).toBe(2);
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(attempts).toBe(3);
  await vi.advanceTimersByTimeAsync(19_999);
  expect(attempts, "a code that is gone is not asked for every few seconds").toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  await expect(loading).resolves.toBe("part");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(attempts).toBe(4);
});

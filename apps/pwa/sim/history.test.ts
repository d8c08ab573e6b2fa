import { expect, test } from "vitest";

import { runHistory } from "./history.ts";
import { writeScript } from "./script.ts";

test("a history is the same every time it is told", { timeout: 120_000 }, async () => {
  for (const seed of [3, 13, 24]) {
    const first = await runHistory(writeScript(seed));
    const again = await runHistory(writeScript(seed));
    expect(again.steps).toBe(first.steps);
    expect(again.trace).toBe(first.trace);
    expect(first.violations).toEqual([]);
  }
  const [one, other] = [await runHistory(writeScript(3)), await runHistory(writeScript(4))];
  expect(one.trace).not.toBe(other.trace);
});

import { expect, test } from "vitest";

import { bandEdges, bandOf, nearest, reachOf, scale, summaryOf, timeTicks, valueTicks } from "./plot-scale.ts";

const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

test("the upright side reaches what lies outside of what was asked for, and is never without height", () => {
  expect(reachOf(0, 10, [4, 12, undefined, -2])).toEqual([-2, 12]);
  expect(reachOf(3, 3, [3])).toEqual([2, 4]);
});

test("values lie in proportion, also from the top down, and one alone in the middle", () => {
  expect(scale([0, 10], [100, 0])(2.5)).toBe(75);
  expect(scale([5, 5], [0, 100])(5)).toBe(50);
});

test("the upright side is named at round numbers", () => {
  expect(valueTicks([0, 27])).toEqual([0, 10, 20]);
  expect(valueTicks([0, 10])).toEqual([0, 5, 10]);
  expect(valueTicks([0, 1])).toEqual([0, 0.5, 1]);
  expect(valueTicks([-3, 3])).toEqual([-2, 0, 2]);
  expect(valueTicks([0, 0.03])).toEqual([0, 0.01, 0.02, 0.03]);
  expect(valueTicks([1_000_000, 1_000_004])).toEqual([1_000_000, 1_000_001, 1_000_002, 1_000_003, 1_000_004]);
});

test("the bottom is named thinner the longer it is, and never fuller than there is room", () => {
  const from = day(2026, 1, 14);
  for (const days of [0, 1, 3, 10, 40, 100, 400, 2_000, 9_000, 40_000]) {
    const to = from + days * 86_400_000;
    for (const most of [2, 4, 8]) {
      const ticks = timeTicks([from, to], most);
      expect(ticks.length).toBeLessThanOrEqual(most);
      expect(ticks.length).toBeGreaterThan(0);
      for (const { at } of ticks) expect(at >= from && at <= to).toBe(true);
    }
  }
});

test("weeks begin on Mondays, months on their first, and a year is named once", () => {
  expect(timeTicks([day(2026, 3, 3), day(2026, 3, 31)], 5).map(({ at }) => new Date(at).getDay())).toEqual([
    1, 1, 1, 1,
  ]);
  const months = timeTicks([day(2025, 10, 20), day(2026, 3, 20)], 6);
  expect(months.map(({ at }) => new Date(at).getDate())).toEqual([1, 1, 1, 1, 1]);
  expect(months.filter(({ words }) => words.includes("2026"))).toHaveLength(1);
});

test("values of one day have one day below them", () => {
  const morning = new Date(2026, 4, 5, 9).getTime();
  expect(timeTicks([morning, morning + 3_600_000], 6)).toHaveLength(1);
});

test("a finger reads the value nearest to it", () => {
  const points = [1, 5, 20].map((at) => ({ at, value: 0 }));
  expect([0, 4, 12, 13, 99].map((at) => nearest(points, at))).toEqual([0, 1, 1, 2, 2]);
});

test("bands meet half way between their scores and fill the whole height", () => {
  const bands = [
    { from: 5, to: 9, name: "mild" },
    { from: 0, to: 4, name: "minimal" },
  ];
  expect(bandEdges(bands, [0, 27])).toEqual([
    { from: 0, to: 4.5, name: "minimal" },
    { from: 4.5, to: 27, name: "mild" },
  ]);
  expect([0, 4, 5, 9, 12].map((value) => bandOf(bands, value))).toEqual([
    "minimal",
    "minimal",
    "mild",
    "mild",
    undefined,
  ]);
});

test("the plot says in a sentence what it shows", () => {
  const said = { label: "Walks", unit: "a week", target: 5, formatAt: (at: number) => `day ${at}` };
  expect(summaryOf({ ...said, points: [] })).toBe("Walks: no values yet. The target is 5 a week.");
  expect(summaryOf({ ...said, points: [{ at: 1, value: 2 }] })).toBe(
    "Walks: 2 a week on day 1. The target is 5 a week.",
  );
  const points = [2, 1, 4].map((value, at) => ({ at, value }));
  expect(summaryOf({ ...said, points })).toBe(
    "Walks: 3 values, from 2 a week on day 0 to 4 a week on day 2; lowest 1 a week, highest 4 a week. The target is 5 a week.",
  );
});

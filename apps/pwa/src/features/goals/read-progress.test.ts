import { expect, test } from "vitest";

import { noonOf } from "../../platform/days.ts";
import { tooLong } from "../../writing/read-field.ts";
import { readProgress, rescued, wordsOfProgress } from "./read-progress.ts";

const now = new Date("2026-05-05T16:30").getTime();
const when = { now, today: "2026-05-05" };
const today = { value: "", remark: "", day: "2026-05-05" };

test("today's progress is of this moment, an earlier day's of its noon", () => {
  expect(readProgress({ ...today, value: "3" }, when)).toEqual({ entry: { value: 3, remark: "", at: now } });
  expect(readProgress({ ...today, value: "2,5", day: "2026-05-01" }, when)).toEqual({
    entry: { value: 2.5, remark: "", at: noonOf("2026-05-01") },
  });
});

test("a remark alone is progress too, and nothing at all is not", () => {
  expect(readProgress({ ...today, remark: " A hard week. " }, when)).toEqual({
    entry: { value: null, remark: "A hard week.", at: now },
  });
  expect(readProgress({ ...today, value: " " }, when)).toHaveProperty("errors.value");
});

test("what is no number, a day half typed and a day to come are asked about", () => {
  expect(readProgress({ ...today, value: "seven" }, when)).toHaveProperty("errors.value");
  for (const day of [null, "0202-05-05", "2026-05-06"])
    expect(readProgress({ ...today, value: "7", day }, when)).toHaveProperty("errors.day");
});

test("when the screen goes, every word of it is kept all the same", () => {
  expect(rescued({ value: "seven or so", remark: "good days", day: null }, when)).toEqual({
    value: null,
    remark: "seven or so · good days",
    at: now,
  });
  expect(rescued({ ...today, value: "7" }, when)).toEqual({ value: 7, remark: "", at: now });
});

test("a remark that is too long is not cut: it is asked about, and handed over whole when the screen goes", () => {
  const long = { ...today, value: "7", remark: "r".repeat(301) };
  expect(readProgress(long, when)).toEqual({ errors: { remark: tooLong(300) } });
  expect(rescued(long, when)).toBeUndefined();
  expect(rescued({ ...today, value: "seven or so ".repeat(20), remark: "r".repeat(200) }, when)).toBeUndefined();
  expect(wordsOfProgress(long)).toBe(`7 · ${long.remark}`);
});

import { afterEach, expect, test } from "vitest";

import { localDay } from "../../platform/days.ts";
import { momentOf, timeOf } from "./moment.ts";
import { clockWords, endOf, endWith, lengthWords } from "./session-time.ts";

const HERE = process.env["TZ"];

afterEach(() => {
  if (HERE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = HERE;
});

const at = (day: string, time: string) => momentOf(day, time);

test("a session is as long as its times say, whatever the seconds were", () => {
  const startedAt = at("2026-11-27", "10:00") + 34_000;
  expect(lengthWords({ startedAt, endedAt: at("2026-11-27", "10:50") + 2_000 })?.words).toBe("50 min");
  expect(lengthWords({ startedAt, endedAt: endOf(startedAt, "11:20") })?.words).toBe("1 h 20 min");
  expect(lengthWords({ startedAt, endedAt: endOf(startedAt, "12:00") })?.words).toBe("2 h");
  expect(lengthWords({ startedAt, endedAt: endOf(startedAt, "10:00") })?.words).toBe("less than a minute");
  expect(lengthWords({ startedAt, endedAt: null })).toBeUndefined();
  expect(lengthWords({ startedAt })).toBeUndefined();
});

test("an end before the start is over midnight, and asked about when that makes half a day of it", () => {
  const late = at("2026-11-27", "23:30");
  expect(localDay(endOf(late, "00:20"))).toBe("2026-11-28");
  expect(lengthWords({ startedAt: late, endedAt: endOf(late, "00:20") })).toEqual({
    words: "50 min, over midnight",
    isOdd: false,
  });
  const early = at("2026-12-31", "10:00");
  expect(localDay(endOf(early, "09:50"))).toBe("2027-01-01");
  expect(lengthWords({ startedAt: early, endedAt: endOf(early, "09:50") })).toEqual({
    words: "23 h 50 min: does it end the next day?",
    isOdd: true,
  });
});

test("a start and an end that came from two devices are never a negative length", () => {
  const startedAt = at("2026-11-27", "10:00");
  expect(lengthWords({ startedAt, endedAt: at("2026-11-26", "10:50") })).toEqual({
    words: "Ends before it begins: which is right?",
    isOdd: true,
  });
});

test("in the nights on which clocks change, a session is as long as it was and not as its figures look", () => {
  process.env["TZ"] = "Europe/Vienna";
  const spring = at("2026-03-29", "01:30");
  expect(lengthWords({ startedAt: spring, endedAt: endOf(spring, "03:30") })?.words).toBe("1 h");
  const autumn = at("2026-10-25", "01:30");
  expect(lengthWords({ startedAt: autumn, endedAt: endOf(autumn, "03:30") })?.words).toBe("3 h");
  const evening = at("2026-03-28", "23:00");
  expect(lengthWords({ startedAt: evening, endedAt: endOf(evening, "04:00") })?.words).toBe("4 h, over midnight");
});

test("putting the day right takes the end along; putting the hour right leaves it where it is, as long as that makes sense", () => {
  const session = { startedAt: at("2026-11-27", "10:00"), endedAt: at("2026-11-27", "10:50") };
  const end = (startedAt: number) => {
    const endedAt = endWith(startedAt, session) ?? 0;
    return `${localDay(endedAt)} ${timeOf(endedAt)}`;
  };
  expect(end(at("2026-11-20", "10:00"))).toBe("2026-11-20 10:50");
  expect(end(at("2026-11-27", "10:05"))).toBe("2026-11-27 10:50");
  expect(end(at("2026-11-27", "11:00"))).toBe("2026-11-27 11:50");
  expect(endWith(session.startedAt, { startedAt: session.startedAt })).toBeNull();
});

test("a running session is shown as a clock", () => {
  expect(clockWords(-5)).toBe("0:00");
  expect(clockWords(249_000)).toBe("4:09");
  expect(clockWords(3_724_999)).toBe("1:02:04");
});

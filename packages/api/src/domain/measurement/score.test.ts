import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { gad7, instrumentOf, phq9, type Instrument } from "./instruments.ts";
import type { Measurement } from "./measurement.ts";
import { needsFollowUp, scoreOf, scoreWords, statusBefore, unansweredWords, watchedAnswer } from "./score.ts";

const ID = "019ab8a0-0000-7000-8000-000000000001";

describe("bands", () => {
  test.each([
    [phq9, [0, 4], "minimal"],
    [phq9, [5, 9], "mild"],
    [phq9, [10, 14], "moderate"],
    [phq9, [15, 19], "moderately severe"],
    [phq9, [20, 27], "severe"],
    [gad7, [0, 4], "minimal"],
    [gad7, [5, 9], "mild"],
    [gad7, [10, 14], "moderate"],
    [gad7, [15, 21], "severe"],
  ] as const)("of $name from %j on are called %s", (instrument, ends, name) => {
    for (const total of ends) {
      const score = scoreOf(instrument, answersOf(instrument, total));
      expect(score).toMatchObject({ kind: "scored", total, band: { name }, unanswered: [] });
      expect(scoreWords(instrument, score)).toBe(`${total} · ${name} band`);
    }
  });

  test("every possible total lies in exactly one", () => {
    for (const { bands, max } of [phq9, gad7])
      for (let total = 0; total <= max; total++)
        expect(bands.filter(({ from, to }) => from <= total && total <= to)).toHaveLength(1);
  });

  test("a scale of one's own has none, and its score is the answer", () => {
    const scale = instrumentOf({ instrument: ID, scale: { name: "Energy", low: "none", high: "plenty" } });
    for (let value = 0; value <= 10; value++)
      expect(scoreWords(scale, scoreOf(scale, { "1": value }))).toBe(`${value} of 10`);
  });
});

describe("unanswered items", () => {
  test("every set of answers, with every set of items left out: a score when the published rule has one, otherwise none", () => {
    for (const instrument of [phq9, gad7]) {
      const keys = scoredKeys(instrument);
      fc.assert(
        fc.property(
          fc.array(fc.option(fc.nat(3)), { minLength: keys.length, maxLength: keys.length }),
          fc.option(fc.nat(3)),
          (values, difficulty) => {
            const answers = Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]));
            const last = instrument.items.at(-1)?.key ?? "";
            const score = scoreOf(instrument, { ...answers, [last]: difficulty });
            const given = values.filter((value) => value !== null);
            const missing = keys.length - given.length;
            expect(score.unanswered).toEqual(keys.filter((_, index) => values[index] === null));
            if (missing > instrument.mostUnanswered) {
              expect(score.kind).toBe("incomplete");
              return;
            }
            const mean = given.reduce((sum, value) => sum + value, 0) / given.length;
            expect(score).toMatchObject({ kind: "scored", total: Math.round(mean * keys.length) });
            if (score.kind === "scored") expect(score.total).toBeLessThanOrEqual(instrument.max);
          },
        ),
      );
    }
  });

  test("each of the 512 ways to leave items of the PHQ-9 out", () => {
    for (let left = 0; left < 2 ** 9; left++) {
      const keys = scoredKeys(phq9).filter((_, index) => (left & (1 << index)) === 0);
      const score = scoreOf(phq9, Object.fromEntries(keys.map((key) => [key, 2])));
      if (keys.length < 7) expect(score.kind).toBe("incomplete");
      else expect(score).toMatchObject({ kind: "scored", total: 18, band: { name: "moderately severe" } });
    }
  });

  test("two are replaced by the mean of the others, and the score says that it is an estimate", () => {
    const score = scoreOf(phq9, { "1": 2, "2": 2, "3": 1, "4": 1, "5": 1, "6": 1, "7": 2, "8": null });
    expect(score).toEqual({ kind: "scored", total: 13, band: phq9.bands[2], unanswered: ["8", "9"] });
    expect(scoreWords(phq9, score)).toBe("about 13 · moderate band");
    expect(unansweredWords(score)).toBe("Items 8, 9 not answered");
  });

  test("one of the GAD-7 leaves it without a score and a band", () => {
    const score = scoreOf(gad7, { "1": 3, "2": 3, "3": 3, "4": 3, "5": 3, "6": 3 });
    expect(scoreWords(gad7, score)).toBe("Incomplete");
    expect(unansweredWords(score)).toBe("Item 7 not answered");
  });

  test("a value that the item does not have is no answer", () => {
    expect(scoreOf(gad7, { ...answersOf(gad7, 0), "3": 7 })).toEqual({ kind: "incomplete", unanswered: ["3"] });
  });

  test("nothing answered is not a score of nothing", () => {
    for (const instrument of [phq9, gad7]) expect(scoreOf(instrument, undefined).kind).toBe("incomplete");
  });
});

describe("item 9 of the PHQ-9", () => {
  test("asks for what was done about it as soon as it is above 0, until that is written down", () => {
    for (const value of [1, 2, 3]) {
      const measurement = aMeasurement({ answers: { "9": value } });
      expect(watchedAnswer(measurement)?.value).toBe(value);
      expect(needsFollowUp(measurement)).toBe(true);
      expect(needsFollowUp({ ...measurement, followUp: "  " })).toBe(true);
      expect(needsFollowUp({ ...measurement, followUp: "We talked about it." })).toBe(false);
      expect(watchedAnswer({ ...measurement, followUp: "We talked about it." })?.value).toBe(value);
    }
  });

  test("asks nothing at 0, unanswered, when the measure was removed, or in another instrument", () => {
    expect(needsFollowUp(aMeasurement({ answers: { "9": 0 } }))).toBe(false);
    expect(needsFollowUp(aMeasurement({ answers: { "9": null } }))).toBe(false);
    expect(needsFollowUp(aMeasurement({}))).toBe(false);
    expect(needsFollowUp(aMeasurement({ status: "removed", answers: { "9": 3 } }))).toBe(false);
    expect(needsFollowUp(aMeasurement({ instrument: "gad-7", answers: { "7": 3 } }))).toBe(false);
  });

  test("asks also when another device's answer lost against a 0 and nobody has decided yet", () => {
    const lost = [{ field: "answers.9", value: 2, at: 1, device: ID, mid: ID }];
    expect(watchedAnswer(aMeasurement({ answers: { "9": 0 }, lost }))?.value).toBe(2);
    expect(watchedAnswer(aMeasurement({ answers: { "9": 0 }, lost: [] }))).toBeNull();
  });
});

test("a removed measure comes back as what it was, and as what its answers say where nobody wrote that down", () => {
  const whole = { ...answersOf(phq9, 5), "9": null };
  const removed = aMeasurement({ status: "removed", answers: whole });
  expect(statusBefore({ ...removed, removedFrom: "open" })).toBe("open");
  expect(statusBefore(removed)).toBe("done");
  expect(statusBefore({ ...removed, answers: { "1": 2 } })).toBe("open");
});

function scoredKeys({ items }: Instrument): string[] {
  return items.filter(({ isScored }) => isScored).map(({ key }) => key);
}

/** Answers to every scored item that add up to a total. */
function answersOf(instrument: Instrument, total: number): Record<string, number> {
  let left = total;
  return Object.fromEntries(
    scoredKeys(instrument).map((key) => {
      const value = Math.min(3, left);
      left -= value;
      return [key, value];
    }),
  );
}

function aMeasurement(fields: Partial<Measurement>): Measurement {
  return {
    id: ID,
    clientId: ID,
    noteId: null,
    createdAt: 1,
    instrument: "phq-9",
    scale: null,
    takenAt: 1,
    status: "done",
    remark: "",
    followUp: "",
    stamps: {},
    lost: [],
    ...fields,
  };
}

import { expect, test } from "vitest";

import { dayFrom, dayOrderOf } from "./days.ts";

test.each([
  ["1984-02-09", "1984-02-09"],
  ["1984-02-09T00:00:00Z", "1984-02-09"],
  ["19840209", "1984-02-09"],
  ["1984/2/9", "1984-02-09"],
  ["9.2.1984", "1984-02-09"],
  ["09/02/1984", "1984-02-09"],
  ["9-2-84", "1984-02-09"],
  ["9 February 1984", "1984-02-09"],
  ["Feb 9, 1984", "1984-02-09"],
  ["9/2/07", "2007-02-09"],
  ["9/2/20", "1920-02-09"], // whoever is a client is of age
  ["31.02.1980", undefined],
  ["1984", undefined],
  ["soon", undefined],
])("%s is %s when the day stands first", (written, day) => {
  expect(dayFrom(written, "day-first", 2026)).toBe(day);
});

test("a column says by its own days which number is the day", () => {
  expect(dayOrderOf(["03/04/1980", "25/12/1990"])).toBe("day-first");
  expect(dayOrderOf(["03/04/1980", "12/25/1990"])).toBe("month-first");
  expect(dayOrderOf(["03.04.1980"])).toBe("day-first");
  expect(dayOrderOf(["05/05/1980", "1990-01-02", "", "31/31/1980"])).toBe("day-first");
  expect(dayOrderOf(["03/04/1980", "31/31/1980"])).toBeUndefined();
});

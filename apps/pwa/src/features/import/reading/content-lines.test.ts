import { expect, test } from "vitest";

import { growsEvenly } from "../../../testing/growth.ts";
import { contentLines } from "./content-lines.ts";

test("a line says the same parameter as often as it likes: all its values are kept, and reading takes no longer for it", () => {
  const line = (times: number) => `TEL${";TYPE=home".repeat(times)}:5550100`;
  expect(contentLines(line(3))[0]?.parameters).toEqual(new Map([["type", ["home", "home", "home"]]]));
  expect(growsEvenly(32_000, (times) => contentLines(line(times)))).toBe(true);
});

test("colons and semicolons in quotes belong to a parameter; a line without an end to its head is kept whole", () => {
  expect(contentLines('a.TEL;TYPE="x;y:z",work;pref:5550100')[0]).toEqual({
    group: "a",
    name: "tel",
    parameters: new Map([["type", ["x;y:z", "work", "pref"]]]),
    value: "5550100",
  });
  for (const line of ['TEL;TYPE="x:5550100', "TEL;TYPE=home", "two words: 5550100", ":5550100"])
    expect(contentLines(line)[0]).toEqual({ group: "", name: "", parameters: new Map(), value: line });
});

test.each(["TEL;TYPE=", "TEL;", "TEL", ""])(
  "a line of megabytes that begins with %j is read like any other",
  (begin) => {
    const long = `${begin}${"a".repeat(12_000_000)}`;
    expect(contentLines(`${long}:5550100\nNOTE:The words.`)[1]?.value).toBe("The words.");
    expect(contentLines(`${long}\nNOTE:The words.`)[1]?.value).toBe("The words.");
  },
);

test.each([';"', '"', ";a", '""', '"a";', ":", "="])(
  "reading %j over and over takes no longer than there is to read",
  (sign) => {
    expect(growsEvenly(32_000, (times) => contentLines(`TEL;X=${sign.repeat(times)}`))).toBe(true);
  },
);

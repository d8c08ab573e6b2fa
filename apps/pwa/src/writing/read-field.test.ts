import { expect, test } from "vitest";

import { readField, readFields, tooLong } from "./read-field.ts";

test("a field is kept without the spaces around it, and a longer text as it was typed", () => {
  expect(readField("phone", " 0111 ")).toEqual({ text: "0111", value: "0111" });
  expect(readField("leadNotes", "Asked twice.\n ")).toEqual({ text: "Asked twice.\n ", value: "Asked twice.\n " });
});

test("what cannot be kept says so", () => {
  expect(readField("givenName", "  ")).toEqual({ text: "", error: "A first name is needed." });
  expect(readField("pronouns", "x".repeat(61))).toMatchObject({ error: tooLong(60) });
  expect(readField("address", "half of a \ud83d")).toMatchObject({
    error: "This is too long, or holds characters that cannot be kept.",
  });
});

test("a day of which the year is written half is not kept, and one may be taken off again", () => {
  expect(readField("birthDate", "0198-05-04")).toMatchObject({ error: "Which year is meant?" });
  expect(readField("birthDate", "1984-05-04")).toMatchObject({ value: "1984-05-04" });
  expect(readField("nextActionOn", "0202-03-10")).toMatchObject({ error: "Which year is meant?" });
  expect(readField("nextActionOn", "")).toEqual({ text: "", value: null });
});

test("of somebody who is added, everything that cannot be kept says so at once, and nothing is cut", () => {
  const words = { givenName: " Sorrel ", phone: "1".repeat(61), leadNotes: "x".repeat(20_001), nextActionOn: "" };
  expect(readFields(words)).toEqual({ errors: { phone: tooLong(60), leadNotes: tooLong(20_000) } });
  expect(readFields({ ...words, phone: "0111", leadNotes: "" })).toEqual({
    values: { givenName: "Sorrel", phone: "0111", leadNotes: "", nextActionOn: null },
  });
});

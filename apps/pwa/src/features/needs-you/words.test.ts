import { firstText } from "@cliently/api/domain/note/first-text";
import { expect, test } from "vitest";

import { dayTimeWords } from "../../platform/days.ts";
import { wordsIn } from "./words.ts";

const ID = "0197f2b0-0001-7000-8000-000000000001";

test("what was to be written stands there in words, without the names of things that nobody wrote", () => {
  const changes = {
    phone: { value: "0111", over: { at: 3, mid: ID } },
    birthDate: { value: "1980-02-29", over: null },
  };
  expect(wordsIn({ id: ID, changes })).toBe("Phone: 0111\nDate of birth: 1980-02-29");
  expect(wordsIn({ id: ID, tag: "wants mornings", over: null })).toBe("wants mornings");
  expect(wordsIn({ id: ID, fields: { givenName: "Fern", familyName: "" }, tags: ["new"] })).toBe(
    "First name: Fern\nnew",
  );
  const contacts = { [ID]: { value: { kind: "phone", label: "Work", value: "0202" }, over: null } };
  expect(wordsIn({ id: ID, changes: { status: { value: "not-a-fit", over: null }, contacts } })).toBe(
    "Status: Not a fit\nWork\n0202",
  );
});

test("a time stands there as one reads it, and one that was taken away is no day of long ago", () => {
  const at = Date.UTC(2026, 10, 27, 14, 3);
  expect(wordsIn({ id: ID, changes: { startedAt: { value: at, over: null } } })).toBe(dayTimeWords(at));
  expect(wordsIn({ id: ID, changes: { endedAt: { value: null, over: null } } })).toBe("");
});

test("a signature that was not taken says when nothing, because nobody wrote that", () => {
  expect(wordsIn({ id: ID, signature: ID, signedAt: Date.UTC(2026, 10, 27), sealed: "{}", seen: [ID], part: 1 })).toBe(
    "",
  );
});

test("the text of a note is readable as words, also when only an edit of it is there", () => {
  expect(wordsIn({ id: ID, update: firstText({ plan: "Walk twice a week.\nRest." }) })).toBe(
    "Walk twice a week.\nRest.",
  );
  expect(wordsIn({ id: ID, update: "AAAA" })).toBe("These words can no longer be read.");
});

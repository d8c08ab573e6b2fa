import { Refused } from "@cliently/api/domain/mutation";
import { expect, test } from "vitest";

import { NOT_DONE, NOT_SAVED, whyNotDone, whyNotSaved } from "./not-saved.ts";
import { WHY } from "./refused-words.ts";

test("who cannot keep what they wrote is told what stands against it", () => {
  expect(whyNotSaved(new Refused("too-many-contacts"))).toBe(WHY["too-many-contacts"]);
  expect(whyNotSaved(new DOMException("full", "QuotaExceededError"))).toBe(NOT_SAVED);
});

test("who presses something that cannot be kept is told so, and is sent after no words", () => {
  expect(whyNotDone(new Refused("client-unknown"))).toBe(WHY["client-unknown"]);
  expect(whyNotDone(new DOMException("full", "QuotaExceededError"))).toBe(NOT_DONE);
});

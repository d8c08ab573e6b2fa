import { Refused } from "@cliently/api/domain/mutation";
import { expect, test } from "vitest";

import { NOT_SAVED, whyNotSaved } from "./not-saved.ts";
import { WHY } from "./refused-words.ts";

test("who cannot keep what they wrote is told what stands against it", () => {
  expect(whyNotSaved(new Refused("too-many-contacts"))).toBe(WHY["too-many-contacts"]);
  expect(whyNotSaved(new DOMException("full", "QuotaExceededError"))).toBe(NOT_SAVED);
});

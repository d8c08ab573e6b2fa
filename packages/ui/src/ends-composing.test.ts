import { expect, test } from "vitest";

import { endsComposing } from "./ends-composing.ts";

test("the Enter that chooses a word in a composition is no Enter, in Safari neither", () => {
  expect(endsComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(endsComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(endsComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});

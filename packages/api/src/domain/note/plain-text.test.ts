import { expect, test } from "vitest";

import { textOf } from "./plain-text.ts";

test("a numbered list says the numbers that stand in the note, from whichever it begins", () => {
  const said = (start?: number | string) =>
    textOf([{ type: "orderedList", attrs: start === undefined ? {} : { start }, content: items }]);
  expect(said()).toBe("1. a\n2. b");
  expect(said(4)).toBe("4. a\n5. b");
  expect(said("4")).toBe("4. a\n5. b");
  expect(said(0)).toBe("0. a\n1. b");
  expect(said(-1)).toBe("-1. a\n0. b");
  expect(said("x")).toBe("1. a\n2. b");
});

const items = ["a", "b"].map((text) => ({
  type: "listItem",
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
}));

import { expect, test } from "vitest";

import { arePressed, keysInWords } from "./keys.ts";

const pressed = (keys: Partial<KeyboardEvent>) =>
  ({ key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...keys }) as KeyboardEvent; // all that is looked at

test("keys are pressed when all of them are, and no other with them", () => {
  const both = { key: "F", code: "KeyF", ctrlKey: true, shiftKey: true };
  expect(arePressed("mod+shift+f", pressed(both))).toBe(true);
  expect(arePressed("mod+shift+f", pressed({ ...both, ctrlKey: false, metaKey: true }))).toBe(true);
  expect(arePressed("mod+shift+f", pressed({ ...both, altKey: true }))).toBe(false);
  expect(arePressed("mod+shift+f", pressed({ ...both, shiftKey: false }))).toBe(false);
  expect(arePressed("alt+ArrowDown", pressed({ key: "ArrowDown", code: "ArrowDown", altKey: true }))).toBe(true);
  expect(arePressed("Escape", pressed({ key: "Escape", code: "Escape" }))).toBe(true);
});

test("a letter is the one on the key, also where the keyboard writes Greek", () => {
  expect(arePressed("mod+shift+f", pressed({ key: "Φ", code: "KeyF", ctrlKey: true, shiftKey: true }))).toBe(true);
});

test("where letters are placed otherwise, it is the letter that counts", () => {
  expect(arePressed("mod+shift+f", pressed({ key: "U", code: "KeyF", ctrlKey: true, shiftKey: true }))).toBe(false);
});

test("keys are written as they are printed", () => {
  expect(keysInWords("alt+ArrowUp", false)).toBe("Alt+↑");
  expect(keysInWords("mod+shift+l", true)).toBe("⌘⇧L");
});

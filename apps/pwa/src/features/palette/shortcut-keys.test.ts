import { expect, test } from "vitest";

import { heard, type Held, type Press } from "./shortcut-keys.ts";

const SHORTCUTS = ["g c", "g n", "n", "c", "?", "/"];

/** What comes of keys that are pressed one after the other, 200 ms apart. */
function after(keys: string[], how: Partial<Press> = {}): (string | undefined)[] {
  let held: Held = null;
  return keys.map((key, index) => {
    const press = { key, at: index * 200, isChord: false, isRepeat: false, isTyping: false, ...how };
    const answer = heard(press, held, SHORTCUTS);
    held = answer.held;
    return answer.shortcut;
  });
}

test("g, then c, goes to the clients, and does not begin a new one", () => {
  expect(after(["g", "c"])).toEqual([undefined, "g c"]);
  expect(after(["g", "n", "n"])).toEqual([undefined, "g n", "n"]);
});

test("a second key that leads nowhere does nothing, and the next one counts anew", () => {
  expect(after(["g", "x", "n"])).toEqual([undefined, undefined, "n"]);
  expect(after(["g", "/", "/"])).toEqual([undefined, undefined, "/"]);
});

test("a second key that comes too late counts alone", () => {
  const held = heard({ key: "g", at: 0, isChord: false, isRepeat: false, isTyping: false }, null, SHORTCUTS).held;
  const late = { key: "c", at: 1_501, isChord: false, isRepeat: false, isTyping: false };
  expect(heard(late, held, SHORTCUTS).shortcut).toBe("c");
});

test("the letter counts, whether it is written large or small", () => {
  expect(after(["G", "C"])).toEqual([undefined, "g c"]);
  expect(after(["?"])).toEqual(["?"]);
});

test("nothing happens while somebody types, holds another key, or keeps one pressed", () => {
  expect(after(["n", "?", "g", "c"], { isTyping: true })).toEqual([undefined, undefined, undefined, undefined]);
  expect(after(["n", "c"], { isChord: true })).toEqual([undefined, undefined]);
  expect(after(["n", "n"], { isRepeat: true })).toEqual([undefined, undefined]);
});

test("Shift and the arrows are no keys of a pair", () => {
  expect(after(["Shift", "?"])).toEqual([undefined, "?"]);
  expect(after(["g", "ArrowDown", "c"])).toEqual([undefined, undefined, "c"]);
});

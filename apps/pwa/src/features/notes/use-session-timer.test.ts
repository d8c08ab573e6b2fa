import type { Row } from "@cliently/api/domain/store";
import { expect, test } from "vitest";

import { timed } from "./use-session-timer.ts";

const stamp = (mid: string) => ({ at: 1, device: "d", mid });
const note = {
  startedAt: 1_000,
  createdAt: 1,
  stamps: { startedAt: stamp("s"), endedAt: stamp("e"), timedFrom: stamp("t") },
  lost: [],
} as unknown as Row<"note">; // all that a clock looks at

test("starting the clock writes down since when it runs, and nothing else", () => {
  expect(timed(note, 5_000)).toEqual({ timedFrom: { value: 5_000, over: { at: 1, mid: "t" } } });
  expect(timed({ ...note, timedFrom: null }, 5_000)).toEqual(timed(note, 5_000));
});

test("stopping it ends the session now; one that had no end began with the clock", () => {
  expect(timed({ ...note, timedFrom: 2_000 }, 9_000)).toEqual({
    timedFrom: { value: null, over: { at: 1, mid: "t" } },
    endedAt: { value: 9_000, over: { at: 1, mid: "e" } },
    startedAt: { value: 2_000, over: { at: 1, mid: "s" } },
  });
});

test("a session that is timed on after it had an end keeps its beginning", () => {
  expect(Object.keys(timed({ ...note, timedFrom: 2_000, endedAt: 1_500 }, 9_000))).toEqual(["timedFrom", "endedAt"]);
});

test("a beginning that somebody typed is theirs, whenever the clock was started", () => {
  const typed = { ...note, stamps: { ...note.stamps, startedAt: { at: 2, device: "d", mid: "s2" } }, timedFrom: 2_000 };
  expect(Object.keys(timed(typed, 9_000))).toEqual(["timedFrom", "endedAt"]);
});

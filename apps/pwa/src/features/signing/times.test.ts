import { UNSIGN_MS } from "@cliently/api/domain/note/signature";
import { expect, test } from "vitest";

import { undoWords } from "./times.ts";

test("how long a signature can be taken back is said in minutes, and no longer once it cannot", () => {
  expect(undoWords(1_000, 1_000)).toBe("10 minutes");
  expect(undoWords(1_000, 1_000 + 60_001)).toBe("9 minutes");
  expect(undoWords(1_000, 1_000 + UNSIGN_MS - 1)).toBe("less than a minute");
  expect(undoWords(1_000, 1_000 + UNSIGN_MS)).toBeUndefined();
});

test("a clock that is behind the one it was signed by offers ten minutes, never more", () => {
  expect(undoWords(1_000_000, 0)).toBe("10 minutes");
});

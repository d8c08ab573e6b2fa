import { expect, test } from "vitest";

import { latestProgress } from "./goal-progress.ts";

const walks = { unit: "walks", target: 3, progress: {} };

test("a goal stands where it was last said to stand, in its unit and in words", () => {
  const progress = {
    a: { at: 1, value: 1, remark: "", noteId: null },
    b: { at: 3, value: 0, remark: "rain", noteId: null },
    c: { at: 9, value: 2, remark: "never mind", noteId: null },
  };
  expect(latestProgress({ ...walks, progress: { ...progress, c: null } })).toEqual({
    at: 3,
    words: "0 of 3 walks · rain",
  });
});

test("a goal without figures stands where its words say, and one of which nothing is known says nothing", () => {
  const said = { a: { at: 5, value: null, remark: "Sleeps through", noteId: null } };
  expect(latestProgress({ unit: "", target: null, progress: said })?.words).toBe("Sleeps through");
  expect(latestProgress(walks)).toBeUndefined();
});

import type { Row } from "@cliently/api/domain/store";
import { anId } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { inPieces } from "./in-pieces.ts";
import { lateText, notAdded } from "./late-text.ts";

test("late words that became several addenda, because one does not hold them, are not said to be left out", () => {
  const long = Array.from({ length: 3_000 }, (_, line) => `Line ${line}: slept well.`).join("\n");
  const words = [
    { id: "plan", name: "Plan", text: long },
    { id: "subjective", name: "Subjective", text: "Tired." },
  ];
  const pieces = inPieces(lateText(words));
  expect(pieces.length).toBeGreaterThan(2);
  expect(notAdded(words, pieces.map(anAddendum))).toEqual([]);
  // As long as one of them is thrown away, all of it can be read.
  expect(notAdded(words, pieces.slice(1).map(anAddendum))).toEqual(words);
  expect(notAdded(words, inPieces(long).map(anAddendum))).toEqual(words.slice(1));
});

function anAddendum(text: string): Row<"addendum"> {
  const ids = { id: anId(), noteId: anId(), clientId: anId() };
  return { ...ids, createdAt: 1, signedAt: null, status: "draft", text, hash: null, stamps: {}, lost: [] };
}

import type { Row } from "@cliently/api/domain/store";
import { expect, test } from "vitest";

import { statesOf } from "./note-states.tsx";

const stamp = { at: 1, device: "d", mid: "m" };
const note = { status: "draft", template: "soap", deletedAt: null, stamps: {}, lost: [] } as unknown as Row<"note">; // all that is looked at

const words = (more: Partial<Row<"note">>) => statesOf({ ...note, ...more }).map((state) => state.words);

test("a note is a draft until it is signed, and then says of when", () => {
  expect(words({})).toEqual(["Draft"]);
  expect(words({ status: "signed", signedAt: new Date(2026, 10, 27).getTime() })).toEqual([
    expect.stringMatching(/^Signed .*27/),
  ]);
});

test("what waits for the person in a note is said before anything else", () => {
  expect(words({ merged: { ...stamp, with: "e", over: null } })).toEqual(["Words merged", "Draft"]);
  expect(words({ status: "signed", after: stamp })).toEqual(["After the signature", "Signed"]);
  expect(words({ lost: [{ ...stamp, field: "template", value: "dap" }] })).toEqual(["Needs you", "Draft"]);
});

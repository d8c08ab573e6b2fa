import { expect, test } from "vitest";

import type { Aside } from "../../sync/use-needs-you.ts";
import { isOfSigning, whyOf } from "./sentences.ts";

const aside = (name: string, reason: string): Aside => ({
  mid: "m",
  at: 1,
  status: "refused",
  name,
  v: 1,
  args: null,
  reason,
});

test("a signature that came second says that the first stands, or that it was taken back since", () => {
  const second = aside("note.sign", "note-signed");
  expect(whyOf(second, true)).toMatch(/signed on another device before .* stands as signed there/);
  expect(whyOf(second, false)).toMatch(/taken back since/);
  expect(whyOf(aside("addendum.sign", "addendum-signed"), true)).toMatch(/stands as signed there/);
});

test("only what is about a signature is put away without being discarded", () => {
  for (const name of ["note.sign", "note.unsign", "addendum.sign"]) expect(isOfSigning(name)).toBe(true);
  for (const name of ["note.edit", "addendum.change", "note.of-a-newer-app"]) expect(isOfSigning(name)).toBe(false);
});

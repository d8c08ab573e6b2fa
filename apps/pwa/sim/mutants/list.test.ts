import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { mutants } from "./list.ts";
import { patched } from "./patch.ts";

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s meets its place in the sources", (_, mutant) => {
  expect(() => patched(mutant)).not.toThrow();
});

test("for every mutant a history is kept in which a law notices it", () => {
  const kept = (name: string) => existsSync(join(import.meta.dirname, "histories", `${name}.json`));
  expect(mutants.map(({ name }) => name).filter((name) => !kept(name))).toEqual([]);
});

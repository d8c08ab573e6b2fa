import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { mutants } from "./list.ts";
import { patched } from "./patch.ts";

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s meets its place in the sources", (_, mutant) => {
  expect(() => patched(mutant)).not.toThrow();
});

test("for every mutant a history, or a test with a law in its name, is kept in which a law notices it", () => {
  const isKept = ({ name, test: own }: (typeof mutants)[number]) =>
    own
      ? /\bL\d+ /.test(own.name) &&
        readFileSync(join(REPOSITORY, own.root, own.file), "utf8").includes(`test("${own.name}"`)
      : existsSync(join(import.meta.dirname, "histories", `${name}.json`));
  expect(mutants.filter((mutant) => !isKept(mutant)).map(({ name }) => name)).toEqual([]);
});

const REPOSITORY = join(import.meta.dirname, "../../../..");

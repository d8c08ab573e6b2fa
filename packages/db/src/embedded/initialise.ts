import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Binaries } from "./binaries.ts";
import { give, type RunAs } from "./run-as.ts";

const NEEDED_BYTES = 200 * 1024 * 1024;

type Options = { binaries: Binaries; home: string; data: string; owner: string; password: string; as: RunAs };

/** Makes the folder that Postgres lives in, whole or not at all. */
export function initialise({ binaries, home, data, owner, password, as }: Options): void {
  if (existsSync(data))
    throw new Error(`${data} is there but holds no database. Move it away, or put your backup in its place.`);
  if (freeBytes(home) < NEEDED_BYTES)
    throw new Error(`The disk that holds ${home} is full: a new database needs 200 MB.`);
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true }); // of a first start that was killed midway
  const passwordFile = join(home, "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, as);
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${draft}`,
      `--username=${owner}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--locale=C",
      "--builtin-locale=C.UTF-8",
    ],
    { ...as, cwd: home, encoding: "utf8" },
  );
  rmSync(passwordFile);
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`The database could not be made: ${made.stderr || made.error?.message}`);
  }
  renameSync(draft, data);
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

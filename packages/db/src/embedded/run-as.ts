import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/** As whom Postgres runs: it refuses root, so root hands it to an account of its own. Undefined: as ourselves. */
export type RunAs = { uid: number; gid: number } | undefined;

const USER = "cliently-postgres";

/** Finds, or as root makes, the account that Postgres runs as. */
export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const known = idsOf(USER);
  if (known) return known;
  spawnSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]);
  const made = idsOf(USER);
  if (!made)
    throw new Error(`Postgres cannot run as root and the account ${USER} could not be made. Run as another user.`);
  return made;
}

/** Whether that account can run this program. */
export function canRun(program: string, as: RunAs): boolean {
  return spawnSync(program, ["--version"], { ...as, stdio: "ignore" }).status === 0;
}

/** Whether that account can get into this folder. */
export function canEnter(folder: string, as: RunAs): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...as, stdio: "ignore" }).status === 0;
}

export function give(path: string, as: RunAs): void {
  if (as) chownSync(path, as.uid, as.gid);
}

function idsOf(user: string): RunAs {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout || Number.NaN),
  );
  return uid && gid ? { uid, gid } : undefined;
}

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { identityOf, isAlive } from "./alive.ts";

/**
 * Says in `home` that this process is the one to stop the Postgres there. False when another living process said so
 * before: then we are a guest, and leaving must not pull the database from under it.
 */
export function claim(home: string): boolean {
  const file = fileIn(home);
  const holder = existsSync(file) ? readFileSync(file, "utf8") : "";
  const pid = Number.parseInt(holder, 10);
  if (pid && pid !== process.pid && isAlive(pid) && identityOf(pid) === holder) return false;
  writeFileSync(file, identityOf(process.pid));
  return true;
}

export function unclaim(home: string): void {
  rmSync(fileIn(home), { force: true });
}

function fileIn(home: string): string {
  return join(home, "in-use-by");
}

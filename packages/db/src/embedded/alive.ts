import { readFileSync } from "node:fs";

import { codeOf } from "../write-once.ts";

/** Whether a process lives. Our own ended child stays as a zombie until its exit is read; it does not live. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false; // EPERM: it is there, and another user's
  }
  return !/^State:\s+Z/m.test(procFile(pid, "status") ?? "");
}

/** Whether `pid` can be a Postgres: after a restart of the machine the number may be anyone's. */
export function isPostgres(pid: number): boolean {
  return isAlive(pid) && (procFile(pid, "comm") ?? "postgres").startsWith("postgres");
}

/** A process by number and birth, so that a reused number is another process. */
export function identityOf(pid: number): string {
  const born = procFile(pid, "stat")?.replace(/^.*\)/s, "").trim().split(" ")[19]; // field 22 of proc(5) stat
  return `${pid} ${born ?? "?"}`;
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return undefined; // no such process, or no /proc on this system
  }
}

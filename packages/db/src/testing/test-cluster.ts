import { mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startCluster, stopCluster, type Cluster } from "../embedded/cluster.ts";

const HOME = join(tmpdir(), `cliently-test-postgres-${userInfo().uid}`);
const LOCK = `${HOME}.lock`;
const STALE_MS = 60_000;

/** The Postgres that every test process of this machine shares. It goes on until `stopTestCluster`. */
export async function testCluster(): Promise<Cluster> {
  return locked(() =>
    startCluster({
      home: HOME,
      settings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"],
    }),
  );
}

/** Ends the shared Postgres; the test command does so when all suites are through. */
export async function stopTestCluster(): Promise<void> {
  await stopCluster(HOME);
}

/** One process at a time: making a folder is atomic on every file system. */
async function locked<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      const held = statSync(LOCK, { throwIfNoEntry: false });
      if (held && Date.now() - held.mtimeMs > STALE_MS) rmSync(LOCK, { recursive: true, force: true });
      await sleep(20);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

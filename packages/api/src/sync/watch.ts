import { readAs } from "@cliently/db";

import type { Services } from "../context.ts";
import { standingAt } from "./events.ts";
import { headOf } from "./exchange.ts";

/**
 * Makes sure that a lost poke costs seconds and never truth: looks up the versions of all accounts that somebody
 * listens to, in one query for the whole process, and tells of those that moved since the last look. The process
 * calls the returned function every 5 seconds. Streams drop what they told already.
 */
export function makeWatch(services: Pick<Services, "db" | "bus">): () => Promise<void> {
  const { db, bus } = services;
  let before = new Map<string, number>();

  return async () => {
    const accounts = bus.accounts();
    if (accounts.length === 0) return;
    const rows = await db.$queryRaw<
      { account_id: string; version: number }[]
    >`SELECT * FROM account_versions(${accounts}::uuid[])`;
    for (const { account_id: accountId, version } of rows) {
      if (before.get(accountId) === version) continue;
      bus.publish(accountId, standingAt(await readAs(db, accountId, (tx) => headOf(tx, accountId))));
    }
    before = new Map(rows.map((row) => [row.account_id, row.version]));
  };
}

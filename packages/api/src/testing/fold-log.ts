import { readAs } from "@cliently/db";

import type { Services } from "../context.ts";
import { serverCatalogue } from "../domain/server-catalogue.ts";
import { memoryStore, runOver, type Rows } from "./memory-store.ts";

const AHEAD_MS = 2 * 60_000;

/** What the log says the account must look like at `version`: every applied mutation in order over the reference store. */
export async function foldLog(
  { db, keys }: Services,
  accountId: string,
  version = Number.MAX_SAFE_INTEGER,
): Promise<Rows> {
  const key = await keys.of(accountId);
  const log = await readAs(db, accountId, (tx) =>
    tx.mutationLog.findMany({ where: { accountId }, orderBy: [{ version: "asc" }, { seq: "asc" }] }),
  );
  const rows: Rows = new Map();
  for (const { name, argsV, mid, deviceId, status, code, madeAt, receivedAt, keyVersion, sealed, ...entry } of log) {
    if (entry.version > version || status === "duplicate" || status === "quarantined" || name === "nothing" || !sealed)
      continue;
    const args = key.openJson("mutation_log", mid, keyVersion, sealed);
    const isAhead = madeAt.getTime() > receivedAt.getTime() + AHEAD_MS;
    const made = { mid, device: deviceId, at: (isAhead ? receivedAt : madeAt).getTime() };
    const own = Object.entries(serverCatalogue).find(([known]) => known === name)?.[1];
    const outcome = own
      ? await own.run(memoryStore(rows), { v: argsV, args }, made)
      : await runOver(rows, { name, v: argsV, args }, made);
    const said = outcome.status === "refused" ? outcome.reason : null;
    if (outcome.status !== status || said !== code)
      throw new Error(`the log says ${status} ${code} of a ${name} that is ${outcome.status} ${said}`);
  }
  return rows;
}

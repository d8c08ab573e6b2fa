import { readAs } from "@cliently/db";

import type { Services } from "../context.ts";
import { serverCatalogue } from "../domain/server-catalogue.ts";
import { AGAIN } from "../sync/decide.ts";
import type { NewLogEntry } from "../sync/storage.ts";
import { memoryStore, runOver, type Rows } from "./memory-store.ts";

type Logged = Pick<NewLogEntry, "deviceId" | "mid" | "name" | "argsV" | "args" | "version" | "madeAt"> & {
  status: string;
  code: string | null;
};

/** Rows as of a version, from which the log is folded when what came before has lost its arguments. */
type From = { version: number; rows: Rows };

/** What the log says the account must look like at `version`: every applied mutation in order over the reference store. */
export async function foldLog(
  { db, keys }: Services,
  accountId: string,
  version?: number,
  from: From = { version: 0, rows: new Map() },
): Promise<Rows> {
  const key = await keys.of(accountId);
  const log = await readAs(db, accountId, (tx) =>
    tx.mutationLog.findMany({
      where: { accountId, version: { gt: from.version } },
      orderBy: [{ version: "asc" }, { seq: "asc" }],
    }),
  );
  const entries = log.map(({ sealed, keyVersion, madeAt, ...entry }) => {
    if (!sealed) throw new Error(`the arguments of version ${entry.version} were dropped: fold from a later one`);
    return { ...entry, madeAt: madeAt.getTime(), args: key.openJson("mutation_log", entry.mid, keyVersion, sealed) };
  });
  return foldEntries(entries, version, from.rows);
}

/** The same for log entries that are at hand, in the order in which they were decided. */
export async function foldEntries(
  log: readonly Logged[],
  version = Number.MAX_SAFE_INTEGER,
  from: Rows = new Map(),
): Promise<Rows> {
  const rows: Rows = new Map(from);
  for (const { name, argsV, mid, deviceId, status, code, madeAt, args, ...entry } of log) {
    if (entry.version > version || status === "duplicate" || status === "quarantined" || name === "nothing") continue;
    const again = code === AGAIN;
    const made = { mid, device: deviceId, at: madeAt, again };
    // Known only from all the texts of the note: the reference store would let it pass.
    if (code === "text-too-long" || code === "words-missing") continue;
    const own = Object.entries(serverCatalogue).find(([known]) => known === name)?.[1];
    const outcome = own
      ? await own.run(memoryStore(rows), { v: argsV, args }, made)
      : await runOver(rows, { name, v: argsV, args }, made);
    const said = outcome.status === "refused" ? outcome.reason : null;
    if (again && status === "applied") continue; // it, or what it would have done, is there
    if (outcome.status !== status || said !== code)
      throw new Error(`the log says ${status} ${code} of a ${name} that is ${outcome.status} ${said}`);
  }
  return rows;
}

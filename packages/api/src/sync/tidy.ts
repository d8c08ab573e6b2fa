import type { Services } from "../context.ts";
import { BIN_MS } from "../domain/bin.ts";
import { newId } from "../domain/new-id.ts";
import { isPurged } from "../domain/purged.ts";
import { commitAsServer, serverDevice } from "./server-commit.ts";
import type { InBin, SyncReads } from "./storage.ts";

const DAY_MS = 24 * 3_600_000;
/** Until a device was away for so long, tombstones wait for it. */
const AWAY_MS = 90 * DAY_MS;
/** After this nothing waits for anybody. */
const GONE_MS = 400 * DAY_MS;
/** How long the log keeps arguments. */
const ARGUMENTS_MS = 30 * DAY_MS;

/** So much in one transaction, so that nobody waits long for the account: rows of the bin, versions, lines of the log. */
const PURGED = 50;
const VERSIONS = 20;
const LINES = 1_000;

type Parts = Pick<Services, "storage" | "bus" | "clock" | "random" | "draining">;

/**
 * Removes what its time has come for, in every account that has something: content from the bin, tombstones that every
 * device has passed, arguments in the log, stamps that nobody holds. Safe to break off anywhere and to run twice at once.
 */
export async function tidy(parts: Parts): Promise<void> {
  const { storage, clock, draining } = parts;
  const now = clock();
  const due = await storage.accountsToTidy({ deleted: now - BIN_MS, received: now - ARGUMENTS_MS });
  let failed: Error | undefined;
  for (const accountId of due) {
    if (draining.aborted) return;
    try {
      await purge(parts, accountId, now);
      await removeOld(parts, accountId, now);
    } catch (error) {
      // The others are not to wait for this one.
      failed ??= error instanceof Error ? error : new Error("an account was not tidied", { cause: error });
    }
  }
  if (failed) throw failed;
}

/** Rows of the bin until there are none: each once, whatever becomes of it. */
async function purge({ storage, bus, clock, random, draining }: Parts, accountId: string, now: number): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const due = await storage.read(accountId, (tx) => dueIn(tx, now));
    const rows = due.filter(({ id }) => !tried.has(id));
    if (rows.length === 0) return;
    for (const row of rows) {
      if (draining.aborted) return;
      tried.add(row.id);
      const act = { mid: newId(clock(), random), name: "bin.purge" as const, args: { ...row, purgedAt: now } };
      await commitAsServer({ storage, bus, clock }, accountId, act);
    }
  }
}

/** Some of what is due. A client's notes go one by one before it, so that no transaction is as large as a record. */
async function dueIn(tx: SyncReads, now: number): Promise<InBin[]> {
  const inBin = await tx.bin(now - BIN_MS, PURGED);
  const clients = inBin.filter(({ noun }) => noun === "client");
  const due = new Map<string, InBin>(inBin.filter(({ noun }) => noun === "note").map((note) => [note.id, note]));
  for (const { id: clientId, deletedAt } of clients) {
    for (const note of await tx.list("note", "clientId", clientId))
      if (!isPurged(note)) due.set(note.id, { noun: "note", id: note.id, deletedAt });
  }
  return [...due.values(), ...clients];
}

async function removeOld({ storage, draining }: Parts, accountId: string, now: number): Promise<void> {
  const { through, below } = await storage.read(accountId, async (tx) => {
    const { version } = await tx.head();
    const own = serverDevice(accountId);
    const least = async (since: number) => {
      const seen = (await tx.devicesSeen(since)).filter(({ id }) => id !== own);
      return Math.min(version, ...seen.map(({ cursorVersion }) => cursorVersion));
    };
    const oldest = await tx.versionBy(now - GONE_MS);
    return { through: Math.max(await least(now - AWAY_MS), oldest), below: await least(now - GONE_MS) };
  });
  const steps = [
    () => storage.tidy(accountId, (tx) => tx.removeTombstones(through, VERSIONS)),
    () => storage.tidy(accountId, (tx) => tx.thinVersions(below, now - GONE_MS, LINES)),
    async () => (await storage.tidy(accountId, (tx) => tx.dropArguments(now - ARGUMENTS_MS, LINES))) || null,
  ];
  for (const step of steps) while (!draining.aborted && (await step()) !== null);
  await storage.tidy(accountId, (tx) => tx.forgetFailures(now - AWAY_MS));
}

import type { Services } from "../context.ts";
import { BIN_MS } from "../domain/bin.ts";
import { newId } from "../domain/new-id.ts";
import { isPurged } from "../domain/purged.ts";
import { commitAsServer, serverDevice } from "./server-commit.ts";
import type { InBin } from "./storage.ts";

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
  for (const accountId of due) {
    if (draining.aborted) return;
    await purge(parts, accountId, now);
    await removeOld(parts, accountId, now);
  }
}

/** A client's notes go one by one before it, so that no transaction is as large as a whole record. */
async function purge({ storage, bus, clock, random, draining }: Parts, accountId: string, now: number): Promise<void> {
  for (;;) {
    const found = await storage.read(accountId, async (tx) => {
      const due = await tx.bin(now - BIN_MS, PURGED);
      const notes: InBin[] = [];
      for (const { noun, id, deletedAt } of due) {
        if (noun !== "client") continue;
        for (const note of await tx.list("note", "clientId", id))
          if (!isPurged(note)) notes.push({ noun: "note", id: note.id, deletedAt });
      }
      return { due, rows: [...notes, ...due.filter(({ noun }) => noun === "note"), ...due.filter(isClient)] };
    });
    for (const row of found.rows) {
      if (draining.aborted) return;
      const args = { ...row, purgedAt: now };
      await commitAsServer({ storage, bus, clock }, accountId, {
        mid: newId(clock(), random),
        name: "bin.purge",
        args,
      });
    }
    if (found.due.length < PURGED) return;
  }
}

function isClient({ noun }: InBin): boolean {
  return noun === "client";
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

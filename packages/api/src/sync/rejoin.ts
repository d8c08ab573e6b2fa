import type { Services } from "../context.ts";
import { belongingsOf } from "../domain/bin.ts";
import type { RowChange } from "../domain/protocol.ts";
import { isJoinable, midsOf } from "../domain/rejoin.ts";
import { layouts } from "../domain/layout.ts";
import type { Noun } from "../domain/store.ts";
import { commitAsServer, idFrom } from "./server-commit.ts";
import type { SyncReads } from "./storage.ts";

/**
 * Takes back rows that a device still has from a history this one was forked off: the two parted after version
 * `common`. Resolves with whether they are in; when not, the device offers them again, parents first.
 */
export async function rejoin(
  services: Pick<Services, "storage" | "bus" | "clock" | "log">,
  accountId: string,
  offered: readonly RowChange[],
  common: number,
): Promise<boolean> {
  // Of a newer server, which will be here in a moment.
  if (offered.some(({ noun }) => noun !== "note-text" && !isNoun(noun))) return false;
  const rows = offered.filter(isJoinable);
  for (const { noun, id } of offered.filter((row) => !rows.includes(row)))
    services.log("sync.unjoinable", { noun, id });
  if (rows.length === 0) return true;

  const joined = rows.map(({ noun, id, row }) => ({ noun, id: noun === "note-text" ? updateIdOf(id, row) : id, row }));
  const mid = idFrom(`rejoin|${accountId}|${JSON.stringify(joined)}`);
  const outcome = await commitAsServer(services, accountId, async (tx) => ({
    name: "history.rejoin",
    args: { rows: joined, ...(await weigh(tx, rows, common)) },
    mid,
  }));
  if (outcome.status !== "refused" || outcome.reason !== "text-too-long") return outcome.status === "applied";
  // Of what makes a text that nobody could read any more, nothing comes back; of the rest everything.
  if (rows.length === 1) {
    for (const { noun, id } of rows) services.log("sync.unjoinable", { noun, id });
    return true;
  }
  for (const row of rows) if (!(await rejoin(services, accountId, [row], common))) return false;
  return true;
}

async function weigh(tx: SyncReads, rows: readonly RowChange[], common: number) {
  const places = rows.flatMap(({ noun, id }) => (isNoun(noun) ? [{ noun, id }] : []));
  const held = await tx.rowsAt(places);
  // A client goes into the bin with what belongs to them, so that counts as well; and what belongs to one brings them back.
  const deleted = rows.filter(({ noun, row }) => noun === "client" && row["deletedAt"] !== null);
  const belongings = await Promise.all(deleted.map(({ id }) => belongingsOf(tx, id)));
  const parents = new Set(rows.flatMap(({ row }) => (typeof row["clientId"] === "string" ? [row["clientId"]] : [])));
  const clients = await tx.rowsAt([...parents].map((id) => ({ noun: "client" as const, id })));
  const mids = [...[...rows, ...held, ...clients].map(({ row }) => row), ...belongings.flat()].flatMap(midsOf);
  const decisions = await tx.firstDecisions([...new Set(mids)]);
  const applied = decisions.filter(({ status }) => status === "applied");
  return {
    known: applied.map(({ mid }) => mid).toSorted(),
    fresh: applied
      .filter(({ version }) => version > common)
      .map(({ mid }) => mid)
      .toSorted(),
  };
}

/** Folded words become one update; the same words the same one. */
function updateIdOf(noteId: string, { update }: Record<string, unknown>): string {
  return idFrom(`note-text|${noteId}|${String(update)}`);
}

function isNoun(noun: string): noun is Noun {
  return Object.hasOwn(layouts, noun);
}

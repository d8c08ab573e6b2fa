import type { MutationResult } from "@cliently/api/domain/protocol";

import type { JournalRow, OutboxRow, QuarantineRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";
import { cacheState, type Device } from "./device.ts";
import { nothing, openedAll, type Waiting, type WaitingBody } from "./outbox.ts";
import { keepReceipts } from "./receipts.ts";

type Decided = Exclude<MutationResult, { status: "wait" | "cloned" }>;

/**
 * Takes what the server has decided out of the box: all of it into the journal, what was not applied into quarantine with
 * its words. Only what the cache knows as acknowledged may go, so anybody may call this at any time. `own`: the device
 * whose stream the results are of.
 */
export async function settle(device: Device, own: string, results: MutationResult[]): Promise<void> {
  const { box, cache, sealer, world } = device;
  const state = await cacheState(cache);
  if (state.device !== own) return;
  const decided = results.filter(
    (result): result is Decided =>
      result.seq <= state.ackedSeq && result.status !== "wait" && result.status !== "cloned",
  );
  const [first, last] = [decided[0]?.seq, decided.at(-1)?.seq];
  if (first === undefined || last === undefined) return;

  const rows = await box.outbox.where("seq").between(first, last, true, true).toArray();
  const waiting = new Map((await openedAll(device, rows)).flatMap((row) => (row ? [[row.seq, row] as const] : [])));
  const now = world.clock();
  const aside = new Map<number, QuarantineRow>();
  for (const result of decided) {
    const row = waiting.get(result.seq);
    if (!row || result.status === "applied") continue;
    aside.set(result.seq, asideOf(device, row, result.status, result.status === "refused" ? result.reason : "broke"));
  }
  await box.transaction("rw", ["outbox", "quarantine", "journal", "meta"], async () => {
    if ((await box.meta.get("device"))?.id !== own) return; // the stream was begun anew: these seqs mean others now
    let key = (await box.journal.orderBy("seq").reverse().first())?.seq ?? 0;
    const kept: JournalRow[] = [];
    const gone: number[] = [];
    for (const { seq, version } of decided) {
      const row = await box.outbox.get(seq);
      if (!row) continue;
      const asideRow = aside.get(seq);
      if (asideRow) await box.quarantine.put(asideRow);
      // What did not happen must not happen in another history either; but the stream has no holes.
      const sealed = asideRow ? nothing(sealer, row.mid, now) : row.sealed;
      kept.push({ seq: ++key, mid: row.mid, version, sealed, device: own, at: seq, when: now });
      gone.push(seq);
    }
    await box.journal.bulkPut(kept);
    await box.outbox.bulkDelete(gone);
    if (kept.length && key % PRUNE_EVERY < kept.length) await prune(device, key, now);
  });
  for (const seq of aside.keys()) {
    const row = waiting.get(seq);
    if (row?.name === "note.edit") device.textRefused((row.args as { id: string }).id); // every edit names its note so
  }
  await keepReceipts(
    device,
    decided.flatMap(({ seq, status }) => (status === "applied" && waiting.get(seq)) || []),
    { serverAt: world.clock() },
  );
}

/** The journal is looked through for what is too old every so many entries. */
const PRUNE_EVERY = 100;
const LEAST = 1_000;
const OLD_MS = 30 * 86_400_000;

async function prune({ box }: Device, newest: number, now: number): Promise<void> {
  // Only the oldest are looked at: the journal may be long, and this happens while something else waits.
  const oldest = await box.journal
    .orderBy("seq")
    .limit(2 * PRUNE_EVERY)
    .toArray();
  const gone = oldest.filter(({ seq, when }) => seq <= newest - LEAST && when < now - OLD_MS);
  await box.journal.bulkDelete(gone.map(({ seq }) => seq));
}

/**
 * Sets aside a waiting mutation that can never be sent: its words, or its bytes when they cannot be opened, go into
 * quarantine, and its place in the stream says `nothing`, so that later ones flow.
 */
export async function setAside(device: Device, row: OutboxRow): Promise<void> {
  const { box, sealer, world } = device;
  const [opened] = await openedAll(device, [row]);
  const aside: QuarantineRow = opened
    ? asideOf(device, opened, "quarantined", "broke")
    : { mid: row.mid, at: world.clock(), status: "quarantined", sealed: row.sealed };
  const sealed = nothing(sealer, row.mid, opened?.madeAt ?? world.clock());
  await box.transaction("rw", ["outbox", "quarantine"], async () => {
    const current = await box.outbox.get(row.seq);
    if (current?.mid !== row.mid) return; // decided meanwhile, or the stream was begun anew
    await box.quarantine.put(aside);
    await box.outbox.put({ ...current, sealed });
  });
}

function asideOf(
  { sealer, world }: Device,
  { mid, name, v, args, madeAt }: Waiting,
  status: QuarantineRow["status"],
  reason: string,
): QuarantineRow {
  const body: WaitingBody & { reason: string } = { name, v, args, madeAt, reason };
  return { mid, at: world.clock(), status, sealed: sealer.sealNow(placeOf("quarantine", mid), body) };
}

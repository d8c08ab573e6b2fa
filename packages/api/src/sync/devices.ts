import type { DataKey, Tx } from "@cliently/db";

import type { ExchangeRequest } from "../domain/protocol.ts";

/** A device that only looks is noted at most this often, in ms, unless something about it changed. */
const NOTED_MS = 60_000;

export type KnownDevice = { lastSeq: number; cursorVersion: number; pendingReported: number; lastSeenAt: Date };

/** The last seq of a device that was decided; null for one never seen. */
export async function lastSeqOf(tx: Tx, accountId: string, id: string): Promise<number | null> {
  const known = await tx.device.findUnique({ where: { accountId_id: { accountId, id } }, select: { lastSeq: true } });
  return known?.lastSeq ?? null;
}

/** Whether what a looking device tells of itself is worth a write. */
export function isWorthNoting(known: KnownDevice | null, { pending }: ExchangeRequest, now: number): boolean {
  return !known || known.pendingReported !== pending || now - known.lastSeenAt.getTime() > NOTED_MS;
}

/** Keeps what a device tells of itself, from its first contact on; its `lastSeq` only when given. */
export async function noteDevice(
  tx: Tx,
  accountId: string,
  key: DataKey,
  { device: id, label, pending }: Pick<ExchangeRequest, "device" | "label" | "pending">,
  { lastSeq, cursorVersion, now }: { lastSeq?: number; cursorVersion: number; now: number },
): Promise<void> {
  const at = new Date(now);
  const told = {
    cursorVersion,
    pendingReported: pending,
    lastSeenAt: at,
    ...(lastSeq === undefined ? {} : { lastSeq }),
  };
  const known = await tx.device.updateMany({ where: { accountId, id }, data: told });
  if (known.count) return;
  const sealed = key.sealJson("device", id, { label });
  // Two requests of a new device may come at once: the second finds the first one's row.
  await tx.device.createMany({
    data: [{ accountId, id, createdAt: at, keyVersion: key.version, sealed, ...told }],
    skipDuplicates: true,
  });
}

import type { OutboxRow } from "../local/local-database.ts";
import { placeOf } from "../local/device-store.ts";
import type { Device } from "./device.ts";

/** What an outbox row holds, opened. */
export type Waiting = { seq: number; mid: string; sent: 0 | 1; name: string; v: number; args: unknown; madeAt: number };
export type WaitingBody = Pick<Waiting, "name" | "v" | "args" | "madeAt">;

/** The waiting mutations with seq above `after`, in order. */
export async function waitingAfter(device: Device, after: number): Promise<Waiting[]> {
  return openedAll(device, await device.box.outbox.where("seq").above(after).toArray());
}

export function openedAll({ sealer }: Device, rows: OutboxRow[]): Promise<Waiting[]> {
  return Promise.all(rows.map(async (row) => opened(row, await sealer.open(outboxPlace(row.mid), row.sealed))));
}

export function outboxPlace(mid: string): string {
  return placeOf("outbox", mid);
}

export function opened({ seq, mid, sent }: OutboxRow, body: unknown): Waiting {
  return { ...(body as WaitingBody), seq, mid, sent }; // sealed by `mutate` from a WaitingBody
}

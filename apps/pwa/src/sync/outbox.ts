import type { OutboxRow } from "../local/local-database.ts";
import { placeOf } from "../local/row-parts.ts";
import type { Sealer } from "../local/sealing.ts";
import type { Device } from "./device.ts";

/** What an outbox row holds, opened. `offset`: how far the server's clock was ahead then, in ms; null when not known. */
export type WaitingBody = { name: string; v: number; args: unknown; madeAt: number; offset?: number | null };
export type Waiting = WaitingBody & Pick<OutboxRow, "seq" | "mid" | "sent" | "was">;

/** When it was made, by the server's clock as it was known then, in ms: what the server will take for its edit time. */
export function timeOf({ madeAt, offset }: Pick<WaitingBody, "madeAt" | "offset">): number {
  return Math.max(0, Math.round(madeAt + (offset ?? 0)));
}

/** The time by the server's clock, as far as it is known here, in ms: what is dated now must not bear a wrong date. */
export function timeNow({ world, clock }: Pick<Device, "world" | "clock">): number {
  return timeOf({ madeAt: world.clock(), offset: clock.offset });
}

/** The waiting mutations with seq above `after`, in order, as far as they can be opened. */
export async function waitingAfter(device: Device, after: number): Promise<Waiting[]> {
  const opened = await openedAll(device, await device.box.outbox.where("seq").above(after).toArray());
  return opened.flatMap((row) => row ?? []);
}

/** Opens rows; undefined stands for one that cannot be opened. */
export function openedAll({ sealer }: Device, rows: OutboxRow[]): Promise<(Waiting | undefined)[]> {
  return Promise.all(
    rows.map((row) =>
      sealer.open(outboxPlace(row.mid), row.sealed).then(
        (body) => opened(row, body),
        () => undefined,
      ),
    ),
  );
}

export function outboxPlace(mid: string): string {
  return placeOf("outbox", mid);
}

export function opened({ seq, mid, sent, was }: OutboxRow, body: unknown): Waiting {
  return { ...(body as WaitingBody), seq, mid, sent, ...(was === undefined ? {} : { was }) }; // sealed by `mutate` from a WaitingBody
}

/** What takes the place of a mutation that is not to happen, so that the stream has no hole. */
export function nothing(sealer: Sealer, mid: string, madeAt: number): Uint8Array<ArrayBuffer> {
  const body: WaitingBody = { name: "nothing", v: 1, args: null, madeAt };
  return sealer.sealNow(outboxPlace(mid), body);
}

export type Pending = { own: string; lastSeq: number; rows: Pick<OutboxRow, "seq" | "mid" | "sealed">[] };

/**
 * What lies beyond `after` in this device's stream, sealed, in order. `hasHeard`: the cache that asks knows the stream up
 * to there; what is no longer in the box was then sent by another version of the app, and stands in the journal.
 */
export function pendingAfter({ box }: Device, after: number, hasHeard: boolean): Promise<Pending> {
  return box.transaction("r", ["outbox", "journal", "meta"], async () => {
    const meta = await box.meta.get("device");
    if (!meta) throw new Error("the box has no device");
    const { id: own, nextSeq } = meta;
    const waiting = await box.outbox.where("seq").above(after).toArray();
    const missing = nextSeq - 1 - after - waiting.length;
    if (missing <= 0 || !hasHeard) return { own, lastSeq: nextSeq - 1, rows: waiting };
    const newest = box.journal.orderBy("seq").reverse();
    const sent = await newest
      .filter(({ device, at }) => device === own && at > after)
      .limit(missing)
      .toArray();
    const rows = [...sent.map(({ at, mid, sealed }) => ({ seq: at, mid, sealed })), ...waiting];
    return { own, lastSeq: nextSeq - 1, rows: rows.toSorted((a, b) => a.seq - b.seq) };
  });
}

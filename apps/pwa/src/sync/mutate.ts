import { toBase64, fromBase64 } from "@cliently/api/domain/base64";
import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import { newId, timeIn } from "@cliently/api/domain/new-id";
import { Refused } from "@cliently/api/domain/mutation";
import { mergeUpdatesV2 } from "yjs";

import type { OutboxRow } from "../local/local-database.ts";
import { written } from "./act-of.ts";
import type { Device } from "./device.ts";
import { removeDraftHere, type DraftThen } from "./field-draft.ts";
import { opened, outboxPlace, type WaitingBody } from "./outbox.ts";
import { keepReceipts } from "./receipts.ts";
import { pushStraight } from "./straight.ts";
import { paint, rehearse } from "./view.ts";

/**
 * Proof that something is safe: `at` is when, in ms. On the device: its strict transaction was complete. On the server:
 * the disk refused, and the server has it.
 */
export type Receipt = { at: number; on: "device" | "server" };

export type MutateOptions = {
  /** The draft that these acts take the place of; it goes in the same transaction, unless it is newer than `at`. */
  draft?: DraftThen;
  /** Nothing is committed when that draft is another by now, or gone: somebody else has made a mutation of it. */
  adopts?: boolean;
  /** What the acts are known by, when that is needed before they are kept. */
  mids?: readonly string[];
  /** When they were made, in ms, when that was before now. */
  madeAt?: number;
  /** Whether the device looks first if a rule says no, and throws `Refused` before anything is kept. */
  rehearse?: boolean;
  /** Whether these acts may leave at once, so that none of them may be changed any more. */
  leaving?: boolean;
};

/**
 * Commits acts on this device: one strict transaction, and nothing but the person can take them back. Resolves with
 * that; the view follows. Throws `Refused` when a rule says no to what is on this device. When the disk refuses, the acts
 * go straight to the server; when that fails too, the disk's error is thrown and nothing was kept: the caller still
 * has the words and must not let go of them.
 */
export async function mutate(device: Device, acts: Act[], options: MutateOptions = {}): Promise<Receipt> {
  const { sealer, world } = device;
  const now = world.clock();
  const madeAt = options.madeAt ?? now;
  const bodies = acts.map((act): WaitingBody => ({ ...written(act), madeAt, offset: device.clock.offset }));
  if (options.rehearse ?? true) await rehearse(device, bodies).catch(onlyRefused);

  const mids = options.mids ?? acts.map(() => newId(now, world.random));
  const sealed = await Promise.all(bodies.map((body, index) => sealer.seal(outboxPlace(mids[index] ?? ""), body)));

  let repaint: number | undefined;
  try {
    repaint = await keep(device, bodies, mids, sealed, options);
  } catch (error) {
    device.canSave(false);
    if (!(await straight(device, bodies, mids))) throw error;
    device.written();
    const at = world.clock();
    await keepReceipts(device, bodies, { deviceAt: null, serverAt: at }).catch(() => {}); // as below
    return { at, on: "server" };
  }
  const receipt: Receipt = { at: world.clock(), on: "device" };
  device.canSave(true);

  device.written();
  // It is committed whatever becomes of the view, which is built anew from the box when it cannot be painted.
  const painted = paint(device, repaint).catch(() => {});
  if (bodies.some(({ name }) => name !== "note.edit")) await painted;
  void keepReceipts(device, bodies, { deviceAt: receipt.at }).catch(() => {}); // only a time to show
  return receipt;
}

/** A cache that cannot be read decides nothing: the server will. */
function onlyRefused(error: unknown): void {
  if (error instanceof Refused) throw error;
}

/** The one strict transaction. Resolves with the seq that was changed, if an older row took the act in. */
async function keep(
  device: Device,
  bodies: WaitingBody[],
  mids: readonly string[],
  sealed: Uint8Array<ArrayBuffer>[],
  { draft, adopts, leaving }: MutateOptions,
): Promise<number | undefined> {
  const { box } = device;
  const sent = (leaving ?? true) ? 1 : 0;
  return box.transaction("rw", ["outbox", "draft", "meta"], async () => {
    const meta = await box.meta.get("device");
    if (!meta) throw new Error("the box has no device");
    let { nextSeq } = meta;
    if (draft && adopts && (await box.draft.get([draft.noteId, draft.tab]))?.at !== draft.at) return undefined;
    if (draft) await removeDraftHere(box, draft);

    const grown = bodies.length === 1 && bodies[0] ? await coalesced(device, nextSeq - 1, bodies[0]) : undefined;
    if (grown) {
      await box.outbox.put({ ...grown, sent });
      return grown.seq;
    }
    await box.outbox.bulkAdd(
      sealed.map((bytes, index): OutboxRow => ({ seq: nextSeq++, mid: mids[index] ?? "", sent, sealed: bytes })),
    );
    await box.meta.put({ ...meta, nextSeq });
    return undefined;
  });
}

async function straight(device: Device, bodies: WaitingBody[], mids: readonly string[]): Promise<boolean> {
  try {
    return await pushStraight(device, bodies, mids);
  } catch (error) {
    if (error instanceof Refused) throw error;
    return false;
  }
}

/** The last row of the box with this edit merged into it, when it edits the same note and has not left. */
async function coalesced({ box, sealer }: Device, lastSeq: number, body: WaitingBody): Promise<OutboxRow | undefined> {
  if (body.name !== "note.edit") return undefined;
  const row = await box.outbox.get(lastSeq);
  if (!row || row.sent) return undefined;
  const last = opened(row, sealer.openNow(outboxPlace(row.mid), row.sealed));
  const before = last.args as MutationArgs<"note.edit">; // checked by its name below
  const after = body.args as MutationArgs<"note.edit">;
  if (last.name !== "note.edit" || last.v !== body.v || before.id !== after.id) return undefined;
  if (after.restores || body.madeAt - timeIn(row.mid) > COALESCED_MS) return undefined;
  const update = merged(before.update, after.update);
  if (update === undefined || update.length > COALESCED_LENGTH) return undefined;
  return {
    ...row,
    sealed: sealer.sealNow(outboxPlace(row.mid), {
      ...body,
      args: { ...before, update, part: (before.part ?? 1) + 1 },
    }),
  };
}

/** Two updates of one text as one; undefined when one of them is none, which only the server may judge. */
function merged(before: string, after: string): string | undefined {
  try {
    return toBase64(mergeUpdatesV2([fromBase64(before), fromBase64(after)]));
  } catch {
    return undefined;
  }
}

/** Nor for longer than this, in ms, so that what was written offline can be gone back to in steps. */
const COALESCED_MS = 10 * 60_000;

/** Rows do not grow past this, in characters of base64, so that each fits easily into a batch. */
const COALESCED_LENGTH = 32 * 1024;

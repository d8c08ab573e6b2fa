import type { ReceiptRow } from "../local/local-database.ts";
import type { Device } from "./device.ts";
import { noteOf } from "./note-of.ts";
import type { WaitingBody } from "./outbox.ts";

/** What lies in rows of its own and belongs to a note all the same, beside the note's own row. */
const PARTS = ["note-update", "signature", "addendum"] as const;

/**
 * Whether something of a note is on this device alone: its words, its header, its signature, an addendum. Nothing is
 * opened for that: whatever lies in the view waits.
 */
export function isWaiting({ cache }: Device, noteId: string): Promise<boolean> {
  return cache.transaction("r", ["view"], async () => {
    if (await cache.view.get(["note", noteId])) return true;
    for (const noun of PARTS) {
      const rows = cache.view.where("noun").equals(noun);
      if (await rows.filter((row) => row["noteId"] === noteId).first()) return true;
    }
    return false;
  });
}

/** Remembers when something of a note was last stored on this device, or by the server, in ms. */
export async function keepReceipts(
  device: Device,
  acts: readonly Pick<WaitingBody, "name" | "args">[],
  at: Partial<Pick<ReceiptRow, "deviceAt" | "serverAt">>,
): Promise<void> {
  const { cache } = device;
  const own = acts.filter(({ name }) => /^(note|addendum)\./.test(name));
  const notes = new Set(await Promise.all(own.map((act) => noteOf(device, act))));
  notes.delete(undefined);
  if (notes.size === 0) return;
  await cache.transaction("rw", ["receipt"], async () => {
    for (const noteId of notes as Set<string>) {
      // undefined was taken out
      const kept = await cache.receipt.get(noteId);
      await cache.receipt.put({ deviceAt: null, serverAt: null, ...kept, noteId, ...at });
    }
  });
}

import { partOf, type Part } from "../domain/note/leans-on.ts";
import { NOTE_BYTES } from "../domain/note/y-update.ts";
import type { SyncReads, TextSize } from "./storage.ts";

/** A part of a note's text as it is stored, which is `bytes` long. */
export type StoredPart = Part & { update: string; bytes: number };

/** The parts of a note's text; not all of them (`isWhole`) when one cannot be read. */
export async function textParts(
  tx: Pick<SyncReads, "text">,
  noteId: string,
): Promise<{ parts: StoredPart[]; isWhole: boolean }> {
  const updates = await tx.text(noteId);
  const parts = partsOf(updates);
  return { parts, isWhole: parts.length === updates.length };
}

/** Whether a text of that size can be nothing but in order with these updates in it, so that it need not be read. */
export function isSurelyInOrder({ bytes }: TextSize, updates: Iterable<string>): boolean {
  if (bytes > NOTE_BYTES) return false;
  return partsOf([...updates]).every((part) => part.leansOn.size === 0 && part.pieces <= part.bytes);
}

function partsOf(updates: readonly string[]): StoredPart[] {
  return updates.flatMap((update) => {
    try {
      return [{ ...partOf(update), update, bytes: Math.floor((update.length * 3) / 4) }];
    } catch {
      return [];
    }
  });
}

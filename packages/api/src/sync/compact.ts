import { isTransient, type DataKey, type Tx } from "@cliently/db";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2 } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import type { Written } from "./prisma-store.ts";

/** Folding begins at this many loose updates of a note and takes the older half, so that devices that synced lately still get plain updates. */
const LOOSE = 128;
const FOLDED = 64;

/**
 * Folds old updates of the notes that were just written. The words stay the same, so nothing about it is synced.
 * Resolves with the notes that could not be folded: they stay as they are, because nobody's typing may fail by this.
 */
export async function compact(tx: Tx, accountId: string, key: DataKey, written: Written[]): Promise<string[]> {
  const notes = new Set(written.flatMap((write) => (write.noun === "note-update" ? [write.row.noteId] : [])));
  if (notes.size === 0) return [];
  const crowded = await tx.noteUpdate.groupBy({
    by: ["noteId"],
    where: { accountId, noteId: { in: [...notes] } },
    having: { noteId: { _count: { gte: LOOSE } } },
  });
  const unfoldable: string[] = [];
  for (const { noteId } of crowded) {
    await tx.$executeRaw`SAVEPOINT compaction`;
    try {
      await fold(tx, accountId, key, noteId);
    } catch (error) {
      if (isTransient(error)) throw error;
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT compaction`;
      unfoldable.push(noteId);
    }
  }
  return unfoldable;
}

async function fold(tx: Tx, accountId: string, key: DataKey, noteId: string): Promise<void> {
  const oldest = await tx.noteUpdate.findMany({
    where: { accountId, noteId },
    orderBy: [{ ver: "asc" }, { id: "asc" }],
    take: FOLDED,
  });
  const upto = oldest.at(-1)?.ver;
  if (upto === undefined) return;
  // A version is folded whole: the device that stands at `upto` must have all of it.
  const rest = await tx.noteUpdate.findMany({
    where: { accountId, noteId, ver: upto, id: { notIn: oldest.map(({ id }) => id) } },
  });
  const before = await tx.noteText.findUnique({ where: { accountId_id: { accountId, id: noteId } } });

  // One Doc for all: merging many updates pairwise takes minutes where this takes milliseconds.
  const doc = new Doc();
  const apply = (value: unknown) => applyUpdateV2(doc, fromBase64((value as { update: string }).update)); // a sealed NoteUpdate or NoteText
  if (before) apply(key.openJson("note_text", noteId, before.keyVersion, before.sealed));
  for (const row of [...oldest, ...rest]) apply(key.openJson("note_update", row.id, row.keyVersion, row.sealed));

  const folded = {
    upto,
    keyVersion: key.version,
    sealed: key.sealJson("note_text", noteId, { update: toBase64(encodeStateAsUpdateV2(doc)) }),
  };
  await tx.noteText.upsert({
    where: { accountId_id: { accountId, id: noteId } },
    create: { accountId, id: noteId, ...folded },
    update: folded,
  });
  await tx.$queryRaw`SELECT fold_note_updates(${noteId}::uuid, ${upto})`;
}

import { applyUpdateV2, Doc, encodeStateAsUpdateV2, type Transaction } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import { sectionsIn, plainText } from "../domain/note/plain-text.ts";
import { fragmentName } from "../domain/note/first-text.ts";
import type { Row } from "../domain/store.ts";
import type { KeptRevision, Put, SyncWrites } from "./storage.ts";

/** So many earlier texts of a note are kept; the newest of them whatever lies between. */
const MOST = 60;
const NEWEST = 12;

/**
 * Keeps what the texts of notes were before the edits of this transaction that ask for it. Of a merge only when it took
 * words away: otherwise all that was there before is there still.
 */
export async function revise(tx: SyncWrites, written: readonly Put[]): Promise<void> {
  const updates = written.flatMap((put) => (put.noun === "note-update" ? [put.row] : []));
  const notes = new Set(updates.flatMap(({ before, noteId }) => (before ? [noteId] : [])));
  for (const noteId of notes) {
    // A text that cannot be put together is kept as its updates; nobody's typing fails by it.
    await tx.savepoint(() =>
      reviseNote(
        tx,
        noteId,
        updates.filter((update) => update.noteId === noteId),
      ),
    );
  }
}

async function reviseNote(tx: SyncWrites, noteId: string, own: Row<"note-update">[]): Promise<void> {
  const doc = new Doc();
  const fresh = new Set(own.map(({ update }) => update));
  for (const update of await tx.text(noteId)) if (!fresh.has(update)) applyUpdateV2(doc, fromBase64(update));
  for (const { id, update, before } of own) {
    const text = before && hasWords(doc) ? toBase64(encodeStateAsUpdateV2(doc)) : undefined;
    const isShorter = takesAway(doc, update);
    if (!before || text === undefined || (before.reason === "before-merge" && !isShorter)) continue;
    const { reason, at, device } = before;
    await tx.keepRevision({ id, noteId, at, device, reason, update: text });
    await thin(tx, await tx.revisions(noteId));
  }
  doc.destroy();
}

function hasWords(doc: Doc): boolean {
  return sectionsIn(doc).some((section) => plainText(doc.getXmlFragment(fragmentName(section))).trim() !== "");
}

/** Applies an update; whether it removed something. */
function takesAway(doc: Doc, update: string): boolean {
  let isShorter = false;
  const look = ({ deleteSet }: Transaction) => void (isShorter ||= deleteSet.clients.size > 0);
  doc.on("afterTransaction", look);
  applyUpdateV2(doc, fromBase64(update));
  doc.off("afterTransaction", look);
  return isShorter;
}

/** Of too many, the older one goes that is closest to the one before it. */
async function thin(tx: SyncWrites, kept: KeptRevision[]): Promise<void> {
  if (kept.length <= MOST) return;
  const older = kept.slice(NEWEST, -1);
  const gapOf = (revision: KeptRevision) => revision.at - (kept[kept.indexOf(revision) + 1]?.at ?? 0);
  const closest = older.toSorted((a, b) => gapOf(a) - gapOf(b))[0];
  if (closest) await tx.dropRevisions([closest.id]);
}

import { applyUpdateV2, Doc, encodeStateAsUpdateV2, type Transaction } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import { sectionsIn, plainText } from "../domain/note/plain-text.ts";
import { fragmentName } from "../domain/note/first-text.ts";
import { lostSpans, takesUnseen, textWithLost } from "../domain/note/lost-words.ts";
import type { Before } from "../domain/note/note.ts";
import type { Row } from "../domain/store.ts";
import { idFrom } from "./server-commit.ts";
import type { KeptRevision, Put, SyncWrites } from "./storage.ts";

/** So many earlier texts of a note are kept; the newest of them whatever lies between. */
const MOST = 60;
const NEWEST = 12;

/**
 * Keeps what the texts of notes were before the edits of this transaction that ask for it. Of a merge only when it took
 * words away: otherwise all that was there before is there still. And what an edit itself says, when its words were written
 * into something that another device had taken away by then: they never stand in the note.
 */
export async function revise(tx: SyncWrites, written: readonly Put[]): Promise<void> {
  const updates = written.flatMap((put) => (put.noun === "note-update" ? [put.row] : []));
  // As long as words that were put together are not read, more that were written without them may come.
  const together = new Set(written.flatMap((put) => (put.noun === "note" && put.row.merged ? [put.id] : [])));
  const due = updates.filter(({ before, noteId }) => before || together.has(noteId));
  const notes = new Set(due.map(({ noteId }) => noteId));
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
  const fresh = new Set(own.map(({ update }) => update));
  const parts = (await tx.text(noteId)).filter((update) => !fresh.has(update));
  const doc = docOf(parts);
  let isKept = false;
  const keep = async (id: string, before: Before, update: string) => {
    isKept = true;
    await tx.keepRevision({ id, noteId, ...before, update });
    await thin(tx, await tx.revisions(noteId));
  };
  for (const { id, update, before, madeAt, device } of own) {
    const text = before && hasWords(doc) ? textOf(doc) : undefined;
    const { isShorter, isBlind } = takenBy(doc, update);
    if (before && text !== undefined && (before.reason !== "before-merge" || isShorter)) await keep(id, before, text);
    // Once: what its writer had not seen was all there before the first of these edits.
    else if (isBlind && !isKept && device)
      await keep(id, { reason: "before-merge", at: madeAt, device }, textOf(docOf(parts)));
    parts.push(update);
  }
  const lost = lostSpans(doc, [...fresh]);
  const last = own.at(-1);
  if (lost.length > 0 && last?.device) {
    const { id, madeAt: at, device } = last;
    await keep(idFrom(`lost|${id}`), { reason: "before-merge", at, device }, textOf(textWithLost(parts, lost)));
  }
}

function docOf(parts: readonly string[]): Doc {
  const doc = new Doc();
  for (const part of parts) applyUpdateV2(doc, fromBase64(part));
  return doc;
}

function textOf(doc: Doc): string {
  return toBase64(encodeStateAsUpdateV2(doc));
}

function hasWords(doc: Doc): boolean {
  return sectionsIn(doc).some((section) => plainText(doc.getXmlFragment(fragmentName(section))).trim() !== "");
}

/** Applies an update. `isShorter`: it removed something; `isBlind`: words among that which its writer had not seen. */
function takenBy(doc: Doc, update: string): { isShorter: boolean; isBlind: boolean } {
  const taken = { isShorter: false, isBlind: false };
  const look = (transaction: Transaction) => {
    taken.isShorter ||= transaction.deleteSet.clients.size > 0;
    taken.isBlind ||= taken.isShorter && takesUnseen(doc, transaction, update);
  };
  doc.on("afterTransaction", look);
  applyUpdateV2(doc, fromBase64(update));
  doc.off("afterTransaction", look);
  return taken;
}

/** Of too many, the older one goes that is closest to the one before it. */
async function thin(tx: SyncWrites, kept: KeptRevision[]): Promise<void> {
  if (kept.length <= MOST) return;
  const older = kept.slice(NEWEST, -1);
  const gapOf = (revision: KeptRevision) => revision.at - (kept[kept.indexOf(revision) + 1]?.at ?? 0);
  const closest = older.toSorted((a, b) => gapOf(a) - gapOf(b))[0];
  if (closest) await tx.dropRevisions([closest.id]);
}

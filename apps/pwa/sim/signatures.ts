import type { Verdicts } from "./laws.ts";
import type { AnyRow } from "./reference.ts";
import { docOf, wordsIn } from "./words.ts";
import type { Account } from "./world.ts";

type Signing = { id: string; signature: string; sealed: string };

/** A note as the log tells it: its words, and what became of its signatures. */
type Told = { updates: string[]; signed: Signing | null; after: string | null };

/**
 * L20, from the log alone: a signature holds the very header and words that the server had when it was taken, nothing of the header
 * changes under it, and words that came later are told until somebody has decided about them.
 */
export function signatures({ model }: Account, { hold, meet }: Verdicts): void {
  // Rows that devices brought back say more than the log does.
  if (model.log.some(({ name }) => name === "history.rejoin")) return;
  const notes = new Map<string, Told>();
  for (const { name, args, status, code, mid, version } of model.log) {
    if (name === "note.sign" && status === "refused" && code === "note-changed") meet("signatures refused");
    if (status !== "applied" || name === "nothing") continue;
    const { id, noteId, update } = args as { id: string; noteId: string; update?: string | null }; // of the mutations below
    if (name === "note.create") {
      notes.set(id, { updates: update ? [update] : [], signed: null, after: null });
      continue;
    }
    const note = notes.get(name === "addendum.begin" ? noteId : id);
    if (!note) continue;
    if (name === "note.change" && note.signed) {
      meet("headers changed after a signature");
      sealedHeader(model.asOf(`note|${id}`, version)?.row, note.signed, `${id} after ${mid}`, hold);
    }
    if (name === "note.edit") {
      note.updates.push(update ?? "");
      if (note.signed) {
        note.after = mid;
        meet("words after a signature");
      }
    }
    if (name === "note.sign") {
      const signing = args as Signing; // of this mutation
      meet("signatures");
      const row = model.asOf(`note|${id}`, version)?.row;
      // In one version it may have been taken back and signed again.
      if (row?.["signature"] === signing.signature) {
        const said = sealedBy(row, note.updates);
        hold("L20", signing.sealed === said, () => `${id}: ${signing.sealed} is signed, it says ${said}`);
      }
      Object.assign(note, { signed: signing, after: null });
    }
    if (name === "note.unsign") Object.assign(note, { signed: null, after: null });
    if (name === "note.leave-after" && note.after === (args as { mid: string }).mid) note.after = null;
    if (name === "addendum.begin") {
      const { settles } = args as { settles: { mid: string } | null }; // of this mutation
      if (settles && note.after === settles.mid) note.after = null;
    }
  }
  for (const [id, { signed, after }] of notes) {
    const row = model.asOf(`note|${id}`, model.head)?.row;
    if (!row) continue;
    hold("L20", row["status"] === (signed ? "signed" : "draft"), () => `${id} is ${String(row["status"])}`);
    const told = (row["after"] as { mid: string } | null | undefined)?.mid ?? null; // a note's stamp
    hold("L20", told === after, () => `${id}: ${after} came after the signature, told is ${told}`);
    if (!signed) continue;
    sealedHeader(row, signed, id, hold);
    const kept = model.asOf(`signature|${signed.signature}`, model.head)?.row;
    hold(
      "L20",
      kept?.["sealed"] === signed.sealed && kept["undoneAt"] === null,
      () => `${id}: its signature is another`,
    );
  }
}

/** As long as the signature stands, the header says what is signed: what others write into it waits beside that. */
function sealedHeader(row: AnyRow | undefined, signed: Signing, what: string, hold: Verdicts["hold"]): void {
  if (row?.["signature"] !== signed.signature) return; // in one version it may have been taken back
  const { template } = JSON.parse(signed.sealed) as AnyRow; // as below
  hold("L20", row["template"] === template, () => `${what}: the header is ${String(row["template"])}, not as signed`);
}

/** What a signature of a note holds, in the simulator. */
export function sealedBy(note: AnyRow, updates: string[]): string {
  return JSON.stringify({ template: note["template"], words: wordsIn(docOf(updates)) });
}

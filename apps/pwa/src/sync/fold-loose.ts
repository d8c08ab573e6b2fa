import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import { bucketOf, digestHex } from "@cliently/api/domain/digest";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2 } from "yjs";

import { placeOf } from "../local/row-parts.ts";
import { nonceOf } from "../local/sealing.ts";
import { cacheState, type Device } from "./device.ts";
import { digestIn, markWith } from "./marks.ts";
import { readRow } from "./read-row.ts";

const LOOSE = 64;

/** Folds many loose updates into one row, so that the note opens as fast the next time. The server knows nothing of it. */
export async function foldLoose(device: Device, noteId: string, most = LOOSE): Promise<void> {
  const { cache, sealer } = device;
  if ((await cache.rows("note-update").where("noteId").equals(noteId).count()) < most) return;
  if ((await readRow(device, "note", noteId))?.merged) return; // one by one, they tell who wrote what
  // Only what the server has is folded: what waits may still be refused, and another tab's draft is not even sent.
  const look = async () => ({
    state: await cacheState(cache),
    text: await cache.text.get(noteId),
    rows: await cache.rows("note-update").where("noteId").equals(noteId).toArray(),
  });
  const { state, text, rows } = await cache.transaction("r", FOLDED, look);
  if (!state.isWhole) return;
  const parts = await Promise.all([
    ...(text ? [sealer.open(placeOf("note-text", noteId), text.sealed)] : []),
    ...rows.map((row) => sealer.open(placeOf("note-update", row.id), row.sealed)),
  ]);
  const whole = new Doc();
  for (const part of parts) applyUpdateV2(whole, fromBase64((part as { update: string }).update)); // each was sealed with an update
  const folded = foldedMarks(noteId, [...(text ? [text] : []), ...rows]);
  const update = toBase64(encodeStateAsUpdateV2(whole));
  const sealed = await sealer.seal(placeOf("note-text", noteId), { update, digest: folded.digest });
  whole.destroy();
  const upto = Math.max(text?.upto ?? 0, ...rows.map(({ ver }) => ver));
  await cache.transaction("rw", FOLDED, async () => {
    // Another text came meanwhile and took its updates with it, or others came in their place: ours would hide those.
    const now = await look();
    const there = new Set([now.text, ...now.rows].map((row) => row && nonceOf(row.sealed)));
    if (![text, ...rows].every((row) => there.has(row && nonceOf(row.sealed)))) return;
    // In the middle of pages, who can tell which of them is still to go?
    if (!now.state.isWhole || now.state.era !== state.era) return;
    const dated = state.era > 0 ? { era: state.era } : {};
    await cache.text.put({ id: noteId, upto, sealed, ...folded.mark, ...dated });
    await cache.rows("note-update").bulkDelete(rows.map(({ id }) => id));
  });
}

/** What folding looks at. */
const FOLDED = ["meta", "text", "note-update"];

/** The folded text counts for all that it holds; for nothing when that of one part is not known. */
function foldedMarks(noteId: string, parts: { mark?: string }[]): { digest?: string; mark: { mark?: string } } {
  let sum = 0n;
  for (const { mark } of parts) {
    if (mark === undefined) return { mark: {} };
    sum ^= digestIn(mark);
  }
  const digest = digestHex(sum);
  return { digest, mark: { mark: markWith(bucketOf("note-text", noteId, {}), digest) } };
}

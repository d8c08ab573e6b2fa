import { toBase64 } from "@cliently/api/domain/base64";
import type { Stamp } from "@cliently/api/domain/field";
import type { Vector } from "@cliently/api/domain/note/vector";
import { sealedIn } from "@cliently/api/domain/note/verify";
import { wordsAfter, type WordsAfter } from "@cliently/api/domain/note/words-after";
import type { Row } from "@cliently/api/domain/store";
import { useCallback } from "react";
import { encodeStateVector } from "yjs";

import { cacheState, type Device } from "../../sync/device.ts";
import { useDevice, useLive } from "../../sync/hooks.tsx";
import { findText, openText, TEXT_TABLES, type FoundText } from "../../sync/read-note.ts";
import { findRow, openRow, type Found } from "../../sync/read-row.ts";

/**
 * Words that came after a signature, and how far they go, all of one moment: what is decided about them settles these and
 * none that came since.
 */
export type LateWords = { after: Stamp; vector: Vector; words: WordsAfter };

/** Null when none wait to be decided about; `in-part` while some of the note is not here, or cannot be read. */
export type Late = LateWords | "in-part" | null;

/** Late words as they are on this device, live; undefined while they are being read. */
export function useLateWords(signature: Row<"signature">): Late | undefined {
  const device = useDevice();
  const { noteId } = signature;
  const find = useCallback(() => findLate(device, noteId), [device, noteId]);
  const opened = useCallback((found: FoundLate) => openLate(device, signature, found), [device, signature]);
  return useLive(find, opened);
}

/** Words that came after a signature and were decided about, as they are on this device, live, by section. */
export function useDecidedWords(signature: Row<"signature">): WordsAfter["added"] {
  const device = useDevice();
  const { noteId } = signature;
  const find = useCallback(() => findLate(device, noteId), [device, noteId]);
  const open = useCallback((found: FoundLate) => openDecided(device, signature, found), [device, signature]);
  return useLive(find, open) ?? [];
}

type FoundLate = { isWhole: boolean; note: Found | null; text: FoundText };

/** What lies here of a note that is signed, all of one moment. */
export function findLate(device: Device, noteId: string): Promise<FoundLate> {
  const { cache } = device;
  return cache.transaction("r", ["note", "meta", ...TEXT_TABLES], async () => ({
    isWhole: (await cacheState(cache)).isWhole,
    note: await findRow(device, "note", noteId),
    text: await findText(device, noteId),
  }));
}

/** What of it came after the signature. */
export async function openLate(device: Device, signature: Row<"signature">, found: FoundLate): Promise<Late> {
  const read = await opened(device, found).catch(() => undefined);
  if (!found.isWhole || !read) return "in-part";
  const { note, doc } = read;
  const sealed = sealedIn(signature.sealed);
  if (!note?.after || note.signature !== signature.id || !sealed) return null;
  const signed = signature.vector;
  const decided = note.decidedUpTo ?? signed;
  const words = wordsAfter({ doc, note, signed, sealed, decided });
  return { after: note.after, vector: toBase64(encodeStateVector(doc)), words };
}

/** What of it came after the signature and was decided about. It stays in the text, which a signed note does not show. */
export async function openDecided(
  device: Device,
  signature: Row<"signature">,
  found: FoundLate,
): Promise<WordsAfter["added"]> {
  const read = await opened(device, found).catch(() => undefined);
  const sealed = sealedIn(signature.sealed);
  const until = read?.note?.decidedUpTo;
  if (!read?.note || !until || read.note.signature !== signature.id || !sealed) return [];
  const { doc, note } = read;
  const signed = signature.vector;
  return wordsAfter({ doc, note, signed, sealed, decided: signed, until }).added;
}

async function opened(device: Device, { note: row, text }: FoundLate) {
  const note = row && (await openRow(device, "note", row));
  return { note, doc: await openText(device, row?.id ?? "", text) };
}

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

/** `decided`: those that were decided about, by section. They stay in the text, which a signed note does not show. */
export type SinceSigned = { late: Late; decided: WordsAfter["added"] };

/** What came after a signature as it is on this device, live; undefined while it is being read. */
export function useSinceSigned(signature: Row<"signature">): SinceSigned | undefined {
  const device = useDevice();
  const { noteId } = signature;
  const find = useCallback(() => findSinceSigned(device, noteId), [device, noteId]);
  const open = useCallback((found: FoundSigned) => openSinceSigned(device, signature, found), [device, signature]);
  return useLive(find, open);
}

type FoundSigned = { isWhole: boolean; note: Found | null; text: FoundText };

/** What lies here of a note that is signed, all of one moment. */
export function findSinceSigned(device: Device, noteId: string): Promise<FoundSigned> {
  const { cache } = device;
  return cache.transaction("r", ["note", "meta", ...TEXT_TABLES], async () => ({
    isWhole: (await cacheState(cache)).isWhole,
    note: await findRow(device, "note", noteId),
    text: await findText(device, noteId),
  }));
}

/** What of it came after the signature. */
export async function openSinceSigned(
  device: Device,
  signature: Row<"signature">,
  found: FoundSigned,
): Promise<SinceSigned> {
  const inPart: SinceSigned = { late: "in-part", decided: [] };
  const read = await opened(device, found).catch(() => undefined);
  if (!read) return inPart;
  const { note, doc } = read;
  const sealed = sealedIn(signature.sealed);
  if (note?.signature !== signature.id || !sealed) return found.isWhole ? { late: null, decided: [] } : inPart;
  const signed = signature.vector;
  const until = note.decidedUpTo;
  const of = { doc, note, signed, sealed };
  const late = note.after && {
    after: note.after,
    vector: toBase64(encodeStateVector(doc)),
    words: wordsAfter({ ...of, decided: until ?? signed }),
  };
  const decided = until ? wordsAfter({ ...of, decided: signed, until }).added : [];
  return { late: found.isWhole ? (late ?? null) : "in-part", decided };
}

async function opened(device: Device, { note: row, text }: FoundSigned) {
  const note = row && (await openRow(device, "note", row));
  return { note, doc: await openText(device, row?.id ?? "", text) };
}

import { NOTE_BYTES } from "@cliently/api/domain/note/y-update";
import { encodeStateAsUpdateV2, type Doc } from "yjs";

/** So many bytes of a note stay free: taking a letter out of the middle makes a text longer before it makes it shorter. */
const SPARE_BYTES = 8 * 1024;

/** How much still fits into a text. All of it is measured only when its parts one after the other might be too much. */
export function roomIn(doc: Doc): (bytes: number) => boolean {
  let most = Infinity;
  doc.on("updateV2", ({ length }: Uint8Array) => void (most += length));
  const isTaken = (bytes: number) => most + bytes <= NOTE_BYTES - SPARE_BYTES;
  return (bytes) => {
    if (!isTaken(bytes)) most = encodeStateAsUpdateV2(doc).length;
    return isTaken(bytes);
  };
}

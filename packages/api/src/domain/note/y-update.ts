import { decodeUpdateV2, UpdateDecoderV2 } from "yjs";
import { z } from "zod";

import { fromBase64 } from "../base64.ts";

/** The most bytes one note's text may take, as a Yjs V2 update. */
export const NOTE_BYTES = 256 * 1024;

/** A Yjs V2 update as base64. V1 functions must never see it: V2 bytes read as V1 are lost silently. */
export const YUpdateV2 = z
  .base64()
  .min(4)
  .max(Math.ceil(NOTE_BYTES / 3) * 4);
export type YUpdateV2 = z.infer<typeof YUpdateV2>;

/** Whether an update decodes as Yjs V2 at all; a broken one must be refused before it is kept. */
export function isReadable(update: YUpdateV2): boolean {
  try {
    decoded(update);
    return true;
  } catch {
    return false;
  }
}

/**
 * The pieces of an update, in the order of their writers' clocks. Throws when it is none, and when it says that it is
 * more pieces than a text of so many bytes can be.
 */
export function decoded(update: YUpdateV2): ReturnType<typeof decodeUpdateV2> {
  return decodeUpdateV2(fromBase64(update), BoundedDecoder);
}

/** So many pieces may take no bytes: what was deleted letter by letter, or is empty, only says how many there are. */
const BARE_PIECES = 16_384;

/** The most pieces that Yjs may keep a text of so many bytes in. Whatever has words or a place of its own takes bytes. */
export function mostPieces(bytes: number): number {
  return BARE_PIECES + bytes;
}

/** Yjs writes down runs by their length: thirty bytes may stand for a thousand million pieces, and it would read them all. */
class BoundedDecoder extends UpdateDecoderV2 {
  #left: number;
  constructor(decoder: ConstructorParameters<typeof UpdateDecoderV2>[0]) {
    super(decoder);
    this.#left = mostPieces(decoder.arr.length);
  }
  override readInfo(): number {
    if (this.#left-- === 0) throw new RangeError("more pieces than its bytes can hold");
    return super.readInfo(); // asked once for each piece
  }
}

import { decodeUpdateV2 } from "yjs";
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
    decodeUpdateV2(fromBase64(update));
    return true;
  } catch {
    return false;
  }
}

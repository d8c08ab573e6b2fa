import { decodeStateVector } from "yjs";
import { z } from "zod";

import { fromBase64 } from "../base64.ts";

/** A Yjs state vector as base64: how much of everybody's words somebody has seen. No words are in it. */
export const Vector = z.base64().min(4).max(40_000);
export type Vector = z.infer<typeof Vector>;

/** Whether it decodes at all; a broken one must be refused before it is kept. */
export function isVector(vector: Vector): boolean {
  try {
    decodeStateVector(fromBase64(vector));
    return true;
  } catch {
    return false;
  }
}

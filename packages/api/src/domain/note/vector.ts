import { decodeStateVector, encodeStateVector, parseUpdateMetaV2 } from "yjs";
import { z } from "zod";

import { fromBase64, toBase64 } from "../base64.ts";
import { isReadable, type YUpdateV2 } from "./y-update.ts";

/** In characters. */
const VECTOR_LENGTH = 40_000;

/** A Yjs state vector as base64: how much of everybody's words somebody has seen. No words are in it. */
export const Vector = z.base64().min(4).max(VECTOR_LENGTH);
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

/** What was seen by either; one of the two when it would not fit, the same whichever comes first. */
export function joinedVector(one: Vector | null | undefined, other: Vector | null | undefined): Vector | null {
  if (!one || !other || one === other) return one || other || null;
  const [first, second] = one < other ? [one, other] : [other, one];
  const joined = toBase64(encodeStateVector(clocksOf([first, second])));
  return joined.length > VECTOR_LENGTH ? second : joined;
}

/** Whether all words that an update adds are among those seen; undefined when it adds none, or cannot be read. */
export function areSeen(update: YUpdateV2, seen: readonly (Vector | null | undefined)[]): boolean | undefined {
  if (!isReadable(update)) return undefined;
  const added = parseUpdateMetaV2(fromBase64(update)).to;
  if (added.size === 0) return undefined;
  const clocks = clocksOf(seen);
  return [...added].every(([client, clock]) => clock <= (clocks.get(client) ?? 0));
}

/** How far each writer's words are seen by any of them. */
function clocksOf(vectors: readonly (Vector | null | undefined)[]): Map<number, number> {
  const all = new Map<number, number>();
  for (const vector of vectors) {
    if (!vector || !isVector(vector)) continue;
    for (const [client, clock] of decodeStateVector(fromBase64(vector)))
      all.set(client, Math.max(clock, all.get(client) ?? 0));
  }
  return all;
}

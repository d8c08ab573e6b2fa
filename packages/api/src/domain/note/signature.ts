import { z } from "zod";

import { Stamp } from "../field.ts";
import { Id } from "../ids.ts";
import { readJson } from "../read-json.ts";
import { Time } from "../text.ts";
import { Vector } from "./vector.ts";

/** For how long after signing the person may take it back, in ms. */
export const UNSIGN_MS = 10 * 60_000;

/** The most characters of what is sealed: it travels in one batch. */
export const SEALED_LENGTH = 400_000;

/** SHA-256 in hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a signed note says, for good: `sealed` is the canonical JSON of header, words and time (see `sealed-note.ts`),
 * `hash` its SHA-256 in hex. `vector`: the words that the person had before them.
 */
export const Signature = z.looseObject({
  id: Id,
  noteId: Id,
  clientId: Id,
  signedAt: Time,
  undoneAt: Time.nullable(),
  sealed: z.string().max(SEALED_LENGTH),
  /** The name under it, once it was taken back and `sealed` is empty. */
  signedBy: z.string().optional(),
  hash: Sha256,
  vector: Vector,
  made: Stamp,
});
export type Signature = z.infer<typeof Signature>;

/** What a note says of its signing when no signature stands. */
export const OPEN = { status: "draft", signature: null, signedAt: null, after: null, decidedUpTo: null } as const;

/** A signature as it is once taken back: what it said is the note's again, and nobody's to keep. The name is the signer's. */
export function takenBack(signature: Signature, undoneAt: number): Signature {
  return { ...signature, undoneAt, sealed: "", signedBy: signerOf(signature) };
}

/** The name under a signature; empty when it cannot be read. */
export function signerOf({ signedBy, sealed }: Pick<Signature, "signedBy" | "sealed">): string {
  if (signedBy !== undefined) return signedBy;
  return readJson(Named, sealed)?.signedBy ?? ""; // it was emptied by an older app, or is no signed note
}

const Named = z.object({ signedBy: z.string() });

/** So many are remembered of those that were taken back. */
const MOST_UNSIGNED = 20;

/** The signatures that were taken back with more of them: each once, the newest. */
export function withUnsigned(unsigned: readonly Id[] = [], more: readonly Id[] = []): Id[] {
  return [...new Set([...unsigned, ...more])].toSorted().slice(-MOST_UNSIGNED);
}

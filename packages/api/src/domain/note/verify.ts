import { z } from "zod";

import { canonicalJson } from "../digest.ts";
import { Id } from "../ids.ts";
import { Time } from "../text.ts";
import { Addendum } from "./addendum.ts";
import { sealedAddendum, SealedNote } from "./sealed-note.ts";
import { Sha256, Signature } from "./signature.ts";

/** A signed note as a file: what was sealed, and what was added since, each with its hash. */
export const SignedFile = z.strictObject({
  sealed: Signature.shape.sealed,
  hash: Sha256,
  addenda: z.array(z.strictObject({ id: Id, text: Addendum.shape.text, signedAt: Time, hash: Sha256 })),
});
export type SignedFile = z.infer<typeof SignedFile>;

/** SHA-256 of a text's UTF-8, in hex. */
export type Hash = (text: string) => Promise<string>;

/** Whether a signed note, or an addendum to it, still says what was signed. */
export type Verified = { what: "note" | "addendum"; id: Id; isRight: boolean };

/** Looks at a signed note and all that was added to it: the words against their hashes, and that each names the note. */
export async function verified({ sealed, hash, addenda }: SignedFile, hashOf: Hash): Promise<Verified[]> {
  const said = sealedIn(sealed);
  const noteId = said?.note ?? "";
  const checks: Verified[] = [
    { what: "note", id: noteId, isRight: said !== undefined && (await hashOf(sealed)) === hash },
  ];
  for (const { id, text, signedAt, hash: own } of addenda) {
    const isRight = (await hashOf(sealedAddendum({ id, noteId, noteHash: hash, text, signedAt }))) === own;
    checks.push({ what: "addendum", id, isRight });
  }
  return checks;
}

/** What a signature sealed; undefined when it is not the one spelling of a signed note. */
export function sealedIn(sealed: string): SealedNote | undefined {
  try {
    const value: unknown = JSON.parse(sealed);
    return canonicalJson(value) === sealed ? SealedNote.safeParse(value).data : undefined;
  } catch {
    return undefined;
  }
}

/** A hash as one reads and compares it: in groups of four. */
export function inGroups(hash: string): string {
  return hash.replaceAll(/.{4}(?=.)/g, "$& ");
}

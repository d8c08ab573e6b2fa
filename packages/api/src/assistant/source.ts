import { createHash } from "node:crypto";

import { applyUpdateV2, Doc } from "yjs";

import type { Services } from "../context.ts";
import { fromBase64 } from "../domain/base64.ts";
import { consents } from "../domain/consent/consent.ts";
import type { Row } from "../domain/store.ts";
import { LONGEST_SOURCE, sourceOf, sourceOfSealed } from "../domain/summary/prompt.ts";
import { ProviderFailure } from "./provider.ts";

/**
 * The words that a summary is to be made from, if they may be sent: the client's consent to AI stands now, the note
 * is not private, and its words are those the person has seen. Throws `ProviderFailure` otherwise.
 */
export async function sourceFor(
  { storage }: Pick<Services, "storage">,
  accountId: string,
  summary: Row<"summary">,
): Promise<string> {
  const { note, given, updates, signature } = await storage.read(accountId, async (tx) => {
    const note = await tx.get("note", summary.noteId);
    return {
      note,
      given: await tx.list("consent", "clientId", summary.clientId),
      updates: await tx.text(summary.noteId),
      signature: note?.status === "signed" && note.signature ? await tx.get("signature", note.signature) : undefined,
    };
  });
  if (!note || note.clientId !== summary.clientId) throw new ProviderFailure("nothing-to-send");
  if (!consents(given, "ai")) throw new ProviderFailure("no-consent");

  const source = note.status === "signed" ? sourceOfSealed(signature?.sealed) : sourceOf(docOf(updates), note);
  if (!source) throw new ProviderFailure("nothing-to-send");
  if (source.length > LONGEST_SOURCE) throw new ProviderFailure("too-long");
  if (hashOf(source) !== summary.textHash) throw new ProviderFailure("text-changed");
  return source;
}

/** SHA-256 in hex, as the device made it of what the person saw. */
export function hashOf(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

function docOf(updates: string[]): Doc {
  const doc = new Doc();
  for (const update of updates) applyUpdateV2(doc, fromBase64(update));
  return doc;
}

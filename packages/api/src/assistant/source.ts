import { createHash } from "node:crypto";

import { readAs, type DataKey } from "@cliently/db";
import { applyUpdateV2, Doc } from "yjs";

import type { Services } from "../context.ts";
import { fromBase64 } from "../domain/base64.ts";
import { consents } from "../domain/consent/consent.ts";
import type { Row } from "../domain/store.ts";
import { LONGEST_SOURCE, sourceOf } from "../domain/summary/prompt.ts";
import { prismaStore } from "../sync/prisma-store.ts";
import { ProviderFailure } from "./provider.ts";

/**
 * The words that a summary is to be made from, if they may be sent: the client's consent to AI stands now, the note
 * is not private, and its words are those the person has seen. Throws `ProviderFailure` otherwise.
 */
export async function sourceFor(
  { db, keys }: Pick<Services, "db" | "keys">,
  accountId: string,
  summary: Row<"summary">,
): Promise<string> {
  const key = await keys.of(accountId);
  const { note, given, parts } = await readAs(db, accountId, async (tx) => {
    const store = prismaStore(tx, accountId, key).next();
    return {
      note: await store.get("note", summary.noteId),
      given: await store.list("consent", "clientId", summary.clientId),
      parts: {
        text: await tx.noteText.findUnique({ where: { accountId_id: { accountId, id: summary.noteId } } }),
        updates: await tx.noteUpdate.findMany({
          where: { accountId, noteId: summary.noteId },
          orderBy: { ver: "asc" },
        }),
      },
    };
  });
  if (!note || note.clientId !== summary.clientId) throw new ProviderFailure("nothing-to-send");
  if (!consents(given, "ai")) throw new ProviderFailure("no-consent");

  const source = sourceOf(docOf(key, parts), note.template);
  if (!source) throw new ProviderFailure("nothing-to-send");
  if (source.length > LONGEST_SOURCE) throw new ProviderFailure("too-long");
  if (hashOf(source) !== summary.textHash) throw new ProviderFailure("text-changed");
  return source;
}

/** SHA-256 in hex, as the device made it of what the person saw. */
export function hashOf(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

type Stored = { id: string; keyVersion: number; sealed: Uint8Array };

function docOf(key: DataKey, { text, updates }: { text: Stored | null; updates: Stored[] }): Doc {
  const doc = new Doc();
  const take = (table: string, { id, keyVersion, sealed }: Stored) => {
    const { update } = key.openJson(table, id, keyVersion, sealed) as { update: string }; // sealed by the sync from rows of these nouns
    applyUpdateV2(doc, fromBase64(update));
  };
  if (text) take("note_text", text);
  for (const update of updates) take("note_update", update);
  return doc;
}

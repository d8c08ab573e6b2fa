import { sealedNote, type SealedNote } from "@cliently/api/domain/note/sealed-note";
import { isLeftPrivate } from "@cliently/api/domain/note/templates";
import { sealedIn, type SignedFile } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";
import type { Doc } from "yjs";

import { signedAddenda } from "./signed-addenda.ts";

type Printing = {
  doc: Doc;
  note: Row<"note">;
  client: Row<"client">;
  goals: readonly Row<"goal">[];
  /** The note's, when it is on this device. */
  signature: Row<"signature"> | null | undefined;
  addenda: readonly Row<"addendum">[];
};

export type OnPaper = {
  note: SealedNote;
  /** Null for a note that is not signed. */
  hash: string | null;
  addenda: SignedFile["addenda"];
};

/**
 * What of a note goes onto paper: of a signed one only what was sealed; undefined as long as that is not on this device.
 * What a note of another kind has left as private stays off it.
 */
export function onPaper({ doc, note, client, goals, signature, addenda }: Printing): OnPaper | undefined {
  const isSigned = note.status === "signed";
  if (isSigned && signature?.id !== note.signature) return undefined;
  const hash = isSigned ? (signature?.hash ?? null) : null;
  const sealed = isSigned ? signature?.sealed : sealedNote({ doc, note, client, goals, signedBy: "", signedAt: 0 });
  const said = sealedIn(sealed ?? "");
  if (!said) return undefined;
  const sections = said.sections.filter(({ id }) => !isLeftPrivate(id, said.template.id));
  return { note: { ...said, sections }, hash, addenda: signedAddenda(addenda) };
}

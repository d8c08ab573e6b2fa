import type { Doc } from "yjs";
import { z } from "zod";

import { fullName } from "../client/full-name.ts";
import { canonicalJson } from "../digest.ts";
import { Id } from "../ids.ts";
import type { Row } from "../store.ts";
import { Time } from "../text.ts";
import { Content, contentOf } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { NoteMedium, NoteSetting, Safety } from "./note.ts";
import { writtenSections } from "./plain-text.ts";
import { templateOf } from "./templates.ts";

/** What a signed note says, for good. Its canonical JSON is what is hashed. */
export const SealedNote = z.strictObject({
  v: z.literal(1),
  note: Id,
  client: z.strictObject({ id: Id, name: z.string() }),
  /** The practitioner, as they call themselves. */
  signedBy: z.string(),
  signedAt: Time,
  template: z.strictObject({ id: z.string(), name: z.string() }),
  startedAt: Time,
  endedAt: Time.nullable(),
  number: z.int().nullable(),
  setting: NoteSetting.nullable(),
  medium: NoteMedium.nullable(),
  present: z.string(),
  safety: Safety.nullable(),
  goals: z.array(z.strictObject({ id: Id, title: z.string() })),
  sections: z.array(z.strictObject({ id: z.string(), name: z.string(), content: z.array(Content) })),
});
export type SealedNote = z.infer<typeof SealedNote>;

type Signing = {
  doc: Doc;
  note: Row<"note">;
  client: Row<"client">;
  goals: readonly Row<"goal">[];
  signedBy: string;
  signedAt: number;
};

/** The canonical JSON of what is signed: the header, and the sections that have words. */
export function sealedNote({ doc, note, client, goals, signedBy, signedAt }: Signing): string {
  const { id, name } = templateOf(note.template);
  const sealed: SealedNote = {
    v: 1,
    note: note.id,
    client: { id: client.id, name: fullName(client) },
    signedBy,
    signedAt,
    template: { id, name },
    startedAt: note.startedAt,
    endedAt: note.endedAt ?? null,
    number: note.number ?? null,
    setting: note.setting ?? null,
    medium: note.medium ?? null,
    present: note.present ?? "",
    safety: note.safety ?? null,
    goals: goals
      .filter((goal) => note.goals?.[goal.id])
      .map((goal) => ({ id: goal.id, title: goal.title }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    sections: writtenSections(doc, note).map((section) => ({
      id: section.id,
      name: section.name,
      content: contentOf(doc.getXmlFragment(fragmentName(section.id))),
    })),
  };
  return canonicalJson(sealed);
}

type SealedAddendum = { id: string; noteId: string; noteHash: string; text: string; signedAt: number };

/** The canonical JSON of a signed addendum; `noteHash` ties it to the very note that it adds to. */
export function sealedAddendum({ id, noteId, noteHash, text, signedAt }: SealedAddendum): string {
  return canonicalJson({ v: 1, addendum: id, note: noteId, noteHash, signedAt, text });
}

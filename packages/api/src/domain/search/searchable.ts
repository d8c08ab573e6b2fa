import type { Doc } from "yjs";

import { contactsOf } from "../client/contacts-of.ts";
import { fullName } from "../client/full-name.ts";
import { clientLabels, contactLabels } from "../client/labels.ts";
import { tagsOf } from "../client/tags-of.ts";
import { progressOf, stepsOf } from "../goal/entries-of.ts";
import { goalLabels } from "../goal/labels.ts";
import { writtenSections } from "../note/plain-text.ts";
import { templateOf } from "../note/templates.ts";
import type { Noun, Row } from "../store.ts";

/** A stretch of words in a row, and its place there: a field by its label, a section. `also`: how else it may be asked for. */
export type Part = { place: string; name: string; text: string; also?: string };

/** The record that shows what was found, and on which of its sides, when it has several. */
export type ShownOn = { noun: "client" | "note"; id: string; tab?: string };

/** What can be found of a row. */
export type Searchable = { title: string; at: number; on: ShownOn; parts: Part[] };

type Registration<N extends Noun> = {
  label: string;
  plural: string;
  /** Null: there is nothing to be found in it. `text`: the text that belongs to a note. */
  read(row: Row<N>, text: Doc): Searchable | null;
};

/** Every noun whose words can be found. Adding one is adding it here. */
export const searchables = {
  client: {
    label: "Client",
    plural: "Clients",
    read: (row) => ({
      title: fullName(row),
      at: row.createdAt,
      on: { noun: "client", id: row.id },
      parts: [
        ...CLIENT_PLACES.map((place) => ({ place, name: clientLabels[place], text: row[place] ?? "" })),
        { place: "phone", name: clientLabels.phone, text: row.phone, also: digitsOf(row.phone) },
        { place: "tags", name: "Tags", text: tagsOf(row).join(" · ") },
        ...contactsOf(row).map((contact) => ({
          place: `contacts.${contact.id}`,
          name: contactLabels[contact.kind],
          ...(contact.kind === "emergency"
            ? {
                text: [contact.name, contact.relation, contact.phone, contact.email].filter(Boolean).join(" · "),
                also: digitsOf(contact.phone),
              }
            : { text: [contact.label, contact.value].filter(Boolean).join(" · "), also: digitsOf(contact.value) }),
        })),
      ],
    }),
  },
  note: {
    label: "Note",
    plural: "Notes",
    read: (row, text) => ({
      title: templateOf(row.template).name,
      at: row.startedAt,
      on: { noun: "note", id: row.id },
      parts: writtenSections(text, row).map((section) => ({
        place: section.id,
        name: section.name,
        text: section.text,
      })),
    }),
  },
  summary: {
    label: "Summary",
    plural: "Summaries",
    read: (row) =>
      row.text
        ? {
            title: "Summary",
            at: row.finishedAt ?? row.requestedAt,
            on: { noun: "note", id: row.noteId },
            parts: [{ place: "text", name: "Text of the summary", text: row.text }],
          }
        : null,
  },
  addendum: {
    label: "Addendum",
    plural: "Addenda",
    read: (row) =>
      row.text && row.status !== "discarded"
        ? {
            title: "Addendum",
            at: row.signedAt ?? row.createdAt,
            on: { noun: "note", id: row.noteId },
            parts: [{ place: "text", name: "Text of the addendum", text: row.text }],
          }
        : null,
  },
  goal: {
    label: "Goal",
    plural: "Goals",
    read: (row) =>
      row.status === "removed"
        ? null
        : {
            title: row.title,
            at: row.createdAt,
            on: { noun: "client", id: row.clientId, tab: "goals" },
            parts: [
              { place: "title", name: goalLabels.title, text: row.title },
              { place: "details", name: goalLabels.details, text: row.details },
              ...stepsOf(row).map(({ id, text }) => ({ place: `steps.${id}`, name: "Step", text })),
              ...progressOf(row).map(({ id, remark }) => ({ place: `progress.${id}`, name: "Progress", text: remark })),
            ],
          },
  },
} as const satisfies { [N in Noun]?: Registration<N> };

export type SearchableNoun = keyof typeof searchables;

export const searchableNouns = Object.keys(searchables) as SearchableNoun[]; // Object.keys forgets the literal keys

const CLIENT_PLACES = [
  "preferredName",
  "pronouns",
  "email",
  "address",
  "background",
  "intakeNotes",
  "source",
  "nextAction",
  "leadNotes",
  "notFitReason",
] as const;

/** A number as it is typed by whoever reads it off a screen. */
function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, "");
}

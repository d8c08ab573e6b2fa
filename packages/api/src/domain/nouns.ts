import type { z } from "zod";

import { Client } from "./client/client.ts";
import { Consent } from "./consent/consent.ts";
import { Note, NoteUpdate } from "./note/note.ts";
import { Summary } from "./summary/summary.ts";

/** How an open field is stored: an id, a time (ms in the domain, timestamptz in Postgres), or a status word. */
export type OpenKind = "id" | "time" | "status";

export type NounDefinition = {
  schema: z.ZodType;
  /** The fields that stay readable at rest, beside `id` and the version. Everything else is one sealed value. */
  open: Record<string, OpenKind>;
  /** The open ids by which rows can be listed. */
  lists: readonly string[];
};

/** Everything that syncs. The same list decides what is sealed on both ends. */
export const nouns = {
  client: {
    schema: Client,
    open: { createdAt: "time", status: "status", deletedAt: "time" },
    lists: [],
  },
  consent: {
    schema: Consent,
    open: { clientId: "id", givenAt: "time", withdrawnAt: "time" },
    lists: ["clientId"],
  },
  note: {
    schema: Note,
    open: { clientId: "id", createdAt: "time", startedAt: "time", status: "status", deletedAt: "time" },
    lists: ["clientId"],
  },
  "note-update": {
    schema: NoteUpdate,
    open: { noteId: "id", madeAt: "time" },
    lists: ["noteId"],
  },
  summary: {
    schema: Summary,
    open: { noteId: "id", clientId: "id", requestedAt: "time", finishedAt: "time", status: "status" },
    lists: ["noteId", "clientId"],
  },
} as const satisfies Record<string, NounDefinition>;

export const nounNames = Object.keys(nouns) as (keyof typeof nouns)[]; // Object.keys forgets the literal keys

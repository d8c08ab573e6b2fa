import { Client } from "./client/client.ts";
import { Consent } from "./consent/consent.ts";
import { layouts } from "./layout.ts";
import { Note, NoteUpdate } from "./note/note.ts";
import { Summary } from "./summary/summary.ts";

/** Everything that syncs: what it is, and how it lies at rest. */
export const nouns = {
  client: { schema: Client, ...layouts.client },
  consent: { schema: Consent, ...layouts.consent },
  note: { schema: Note, ...layouts.note },
  "note-update": { schema: NoteUpdate, ...layouts["note-update"] },
  summary: { schema: Summary, ...layouts.summary },
} as const;

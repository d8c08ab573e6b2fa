import { Client } from "./client/client.ts";
import { Consent } from "./consent/consent.ts";
import { layouts } from "./layout.ts";
import { Goal } from "./goal/goal.ts";
import { Measurement } from "./measurement/measurement.ts";
import { Addendum } from "./note/addendum.ts";
import { Note, NoteUpdate } from "./note/note.ts";
import { Signature } from "./note/signature.ts";
import { Preset } from "./preset/preset.ts";
import { Summary } from "./summary/summary.ts";

/** Everything that syncs: what it is, and how it lies at rest. */
export const nouns = {
  client: { schema: Client, ...layouts.client },
  consent: { schema: Consent, ...layouts.consent },
  note: { schema: Note, ...layouts.note },
  "note-update": { schema: NoteUpdate, ...layouts["note-update"] },
  summary: { schema: Summary, ...layouts.summary },
  signature: { schema: Signature, ...layouts.signature },
  addendum: { schema: Addendum, ...layouts.addendum },
  goal: { schema: Goal, ...layouts.goal },
  measurement: { schema: Measurement, ...layouts.measurement },
  preset: { schema: Preset, ...layouts.preset },
} as const;

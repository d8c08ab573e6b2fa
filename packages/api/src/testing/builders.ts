import { randomBytes } from "node:crypto";

import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, XmlElement, XmlText } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import type { Act } from "../domain/catalogue.ts";
import { blankClient } from "../domain/client/blank.ts";
import type { ClientFields } from "../domain/client/client.ts";
import type { Contact } from "../domain/client/contacts.ts";
import type { ConsentKind } from "../domain/consent/consent.ts";
import type { GoalFields, GoalProgress } from "../domain/goal/goal.ts";
import type { Id } from "../domain/ids.ts";
import { newId } from "../domain/new-id.ts";
import { firstText, fragmentName } from "../domain/note/first-text.ts";
import type { YUpdateV2 } from "../domain/note/y-update.ts";

type ActOf<Name extends Act["name"]> = Extract<Act, { name: Name }>;

export function anId(now = Date.now()): Id {
  return newId(now, randomBytes);
}

/** The act that adds a client. */
export function aClient({
  id = anId(),
  tags = [],
  contacts = {},
  ...fields
}: Partial<ClientFields> & { id?: Id; tags?: string[]; contacts?: Record<Id, Contact> } = {}): ActOf<"client.create"> {
  const all = { ...blankClient, givenName: "Marigold", ...fields };
  return { name: "client.create", args: { id, fields: all, tags, contacts } };
}

/** The act that records a consent. */
export function aConsent(clientId: Id, kind: ConsentKind = "ai", id: Id = anId()): ActOf<"consent.give"> {
  return {
    name: "consent.give",
    args: { id, clientId, kind, textVersion: "2026-11", givenAt: Date.now(), remark: "" },
  };
}

/** The act that sets a goal, open and without a measure unless something else is asked for. */
export function aGoal({
  clientId,
  id = anId(),
  steps = [],
  ...fields
}: Partial<GoalFields> & { clientId: Id; id?: Id; steps?: string[] }): ActOf<"goal.create"> {
  const blank = { title: "Sleep through the night", details: "", unit: "", start: null, target: null, dueOn: null };
  const entries = steps.map((text, at) => [anId(), { text, at, doneAt: null }] as const);
  return {
    name: "goal.create",
    args: { id, clientId, fields: { ...blank, status: "open", ...fields }, steps: Object.fromEntries(entries) },
  };
}

/** The act that writes down how a goal stands. */
export function aProgress(id: Id, entry: Partial<GoalProgress>): ActOf<"goal.change"> {
  const value = { at: Date.now(), value: null, remark: "", noteId: null, ...entry };
  return { name: "goal.change", args: { id, changes: { progress: { [anId()]: { value, over: null } } } } };
}

/** The act that begins a measure. */
export function aMeasurement(clientId: Id, id: Id = anId(), instrument = "phq-9"): ActOf<"measurement.begin"> {
  const taken = { noteId: null, scale: null, takenAt: Date.now() };
  return { name: "measurement.begin", args: { id, clientId, instrument, ...taken } };
}

type NoteWish = {
  clientId: Id;
  id?: Id;
  body?: string;
  sections?: Record<string, string>;
  template?: string;
  startedAt?: number;
};

/** The act that starts a note: `body` is the text of a free-form note, `sections` that of any other. */
export function aNote({
  clientId,
  id = anId(),
  body,
  sections,
  template,
  startedAt = Date.now(),
}: NoteWish): ActOf<"note.create"> {
  const words = sections ?? (body === undefined ? undefined : { body });
  const fields = { template: template ?? (sections ? "soap" : "free"), startedAt };
  return { name: "note.create", args: { id, clientId, fields, update: words ? aNoteText(words) : null } };
}

/** A note's first text, as the editor would have made it. */
export function aNoteText(sections: Record<string, string>): YUpdateV2 {
  return firstText(sections);
}

/** The act that adds a paragraph at the end of a section, made by somebody who had seen `seen`. */
export function anEdit(noteId: Id, words: string, seen: YUpdateV2[] = [], section = "body"): ActOf<"note.edit"> {
  const doc = new Doc();
  for (const update of seen) applyUpdateV2(doc, fromBase64(update));
  const before = encodeStateVector(doc);
  const fragment = doc.getXmlFragment(fragmentName(section));
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  fragment.insert(fragment.length, [paragraph]);
  return { name: "note.edit", args: { id: noteId, update: toBase64(encodeStateAsUpdateV2(doc, before)) } };
}

/** The paragraphs of a section after these updates, in whatever order they came. */
export function wordsOf(updates: Iterable<YUpdateV2>, section = "body"): string[] {
  const doc = new Doc();
  for (const update of updates) applyUpdateV2(doc, fromBase64(update));
  return doc.getXmlFragment(fragmentName(section)).toArray().map(plain);
}

function plain(node: unknown): string {
  if (node instanceof XmlText) return node.toJSON();
  return node instanceof XmlElement ? node.toArray().map(plain).join("") : "";
}

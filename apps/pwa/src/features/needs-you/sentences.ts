import { isMutationName, type MutationName } from "@cliently/api/domain/catalogue";
import type { RefusedReason } from "@cliently/api/domain/mutation";

import { WHY } from "../../refused-words.ts";
import type { Aside } from "../../sync/use-needs-you.ts";

/** What somebody wanted to do, within a sentence. */
export const WHAT: Record<MutationName, string> = {
  "client.create": "a new client",
  "client.change": "a change to a client",
  "client.settle": "a decision about a client",
  "client.tag": "a tag on a client",
  "client.untag": "a tag taken off a client",
  "client.delete": "a client put into the bin",
  "client.delete-many": "clients put into the bin",
  "client.import": "clients from a file",
  "client.restore": "a client brought back from the bin",
  "client.keep": "a client kept",
  "consent.give": "a consent",
  "consent.withdraw": "a consent taken back",
  "note.create": "a new note",
  "note.edit": "words in a note",
  "note.change": "a change to a note",
  "note.settle": "a decision about a note",
  "note.delete": "a note put into the bin",
  "note.restore": "a note brought back from the bin",
  "note.keep": "a note kept",
  "note.read": "a note that was read again",
  "note.sign": "a signature",
  "note.unsign": "a signature taken back",
  "note.leave-after": "words left out of a signed note",
  "addendum.begin": "a new addendum",
  "addendum.change": "words in an addendum",
  "addendum.settle": "a decision about an addendum",
  "addendum.sign": "a signature under an addendum",
  "addendum.discard": "an addendum thrown away",
  "goal.create": "a new goal",
  "goal.change": "a change to a goal",
  "goal.settle": "a decision about a goal",
  "measurement.begin": "a measure begun",
  "measurement.change": "answers in a measure",
  "measurement.settle": "a decision about a measure",
  "preset.create": "a template, a snippet or a scale",
  "preset.change": "a change to a template, a snippet or a scale",
  "preset.settle": "a decision about a template, a snippet or a scale",
  "summary.request": "a summary asked for",
  "summary.stop": "a summary stopped",
  "summary.edit": "a change to a summary",
  "summary.settle": "a decision about a summary",
  "summary.approve": "a summary approved",
  "summary.discard": "a summary thrown away",
};

/** Why it was not taken. `isSigned`: whether the note it was about is signed now. */
export function whyOf({ name, status, reason }: Aside, isSigned: boolean): string {
  if (reason === "unreadable") return "It can no longer be read. What is left of it is kept here.";
  if (status === "quarantined") return "It broke something on our side. It is kept here; try again after an update.";
  if (name === "note.sign" && reason === "note-signed")
    return isSigned
      ? "This note was signed on another device before this signature arrived. It stands as signed there."
      : "This note was signed on another device before this signature arrived. That signature was taken back since: the note can be signed.";
  if (name === "addendum.sign" && reason === "addendum-signed")
    return "This addendum was signed on another device before this signature arrived. It stands as signed there.";
  return reason in WHY ? WHY[reason as RefusedReason] : WHY["by-newer-rule"]; // looked up above
}

/** Whether it is about a signature: that is decided in the note, on what stands there now, and holds no words of its own. */
export function isOfSigning(name: string): boolean {
  return isMutationName(name) && SIGNING.includes(name);
}

const SIGNING: readonly MutationName[] = ["note.sign", "note.unsign", "addendum.sign"];

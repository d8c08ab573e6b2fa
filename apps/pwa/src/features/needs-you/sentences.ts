import { isMutationName, type MutationName } from "@cliently/api/domain/catalogue";
import type { RefusedReason } from "@cliently/api/domain/mutation";

import { WHY } from "../../refused-words.ts";
import type { Aside } from "../../sync/use-needs-you.ts";

/** What somebody wanted to do. */
export const WHAT: Record<MutationName, string> = {
  "client.create": "A new client",
  "client.change": "A change to a client",
  "client.settle": "A decision about a client",
  "client.tag": "A tag on a client",
  "client.untag": "A tag taken off a client",
  "client.delete": "A client put into the bin",
  "client.delete-many": "Clients put into the bin",
  "client.import": "Clients from a file",
  "client.restore": "A client brought back from the bin",
  "client.keep": "A client kept",
  "consent.give": "A consent",
  "consent.withdraw": "A consent taken back",
  "note.create": "A new note",
  "note.edit": "Words in a note",
  "note.change": "A change to a note",
  "note.settle": "A decision about a note",
  "note.delete": "A note put into the bin",
  "note.restore": "A note brought back from the bin",
  "note.keep": "A note kept",
  "note.read": "A note that was read again",
  "note.sign": "A signature",
  "note.unsign": "A signature taken back",
  "note.leave-after": "Words left out of a signed note",
  "addendum.begin": "A new addendum",
  "addendum.change": "Words in an addendum",
  "addendum.settle": "A decision about an addendum",
  "addendum.sign": "A signature under an addendum",
  "addendum.discard": "An addendum thrown away",
  "goal.create": "A new goal",
  "goal.change": "A change to a goal",
  "goal.settle": "A decision about a goal",
  "measurement.begin": "A measure begun",
  "measurement.change": "Answers in a measure",
  "measurement.settle": "A decision about a measure",
  "preset.create": "A template, a snippet or a scale",
  "preset.change": "A change to a template, a snippet or a scale",
  "preset.settle": "A decision about a template, a snippet or a scale",
  "summary.request": "A summary asked for",
  "summary.stop": "A summary stopped",
  "summary.edit": "A change to a summary",
  "summary.settle": "A decision about a summary",
  "summary.approve": "A summary approved",
  "summary.discard": "A summary thrown away",
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

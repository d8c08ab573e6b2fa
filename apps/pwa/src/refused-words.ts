import type { RefusedReason } from "@cliently/api/domain/mutation";

/** Why a change was not taken, and what to do about it. */
export const WHY: Record<RefusedReason, string> = {
  "arguments-invalid": "Something in it is not allowed, such as a text that is too long.",
  "client-exists": "This client was added before.",
  "client-unknown": "The client it belongs to is not there any more.",
  "too-many-tags": "The client has as many tags as there can be. Take one off, then try again.",
  "too-many-contacts": "The client has as many contacts as there can be. Take one away, then try again.",
  "consent-exists": "This consent was put on record before.",
  "consent-unknown": "The consent it is about is not on record.",
  "consent-missing": "There is no consent to AI on record for this client, so nothing was sent.",
  "note-exists": "This note was begun before.",
  "note-unknown": "The note it belongs to is not there any more. Copy the words into a new one.",
  "text-unreadable": "The text arrived damaged and was not put into the note.",
  "text-too-long": "The note would have become longer than Cliently can keep. Copy the words into a new note.",
  "summary-exists": "This summary was asked for before.",
  "summary-unknown": "The summary it is about is not there any more.",
  "summary-not-open": "The summary was decided about before this arrived.",
  "in-bin": "The client or the note is in the bin. Bring it back, then try again.",
  "by-newer-rule": "A newer version of Cliently did not allow it. Update the app, then try again.",
};

import { Refused, type RefusedReason } from "@cliently/api/domain/mutation";

import { NOT_DONE } from "../../not-saved.ts";
import type { NotReady } from "./ready-to-sign.ts";

/** Why a note cannot be signed just now, and what to do. */
export const NOT_READY: Record<NotReady, string> = {
  unsaved: "The newest words are not saved yet. Once they are on this device, you can sign.",
  unkept: "What stands in a field here could not be kept: the field says why. Once it is kept, you can sign.",
  arriving: "Your records are still arriving on this device. Once all are here, you can sign.",
  unreadable: "A part of this note cannot be read on this device. It is being fetched again; then you can sign.",
  gone: "This note or its client is not on this device, or lies in the bin.",
  signed: "This note is signed already.",
  undecided: "Something about this note waits for your decision, at the top of the page. Decide first, then sign.",
  empty: "Nothing is written in this note yet.",
  changed: "Something was written just now, in another window or on another device. Please read again and sign.",
  "too-long": "This note is too long to be signed in one piece. Move a part of it into a note of its own.",
};

/** Why something was not signed or taken back: what a rule says about it, or that nothing could be stored. */
export function whyNotSigned(failure: unknown): string {
  return failure instanceof Refused ? refusalWords(failure.reason) : NOT_DONE;
}

/** Why something that was to be signed, changed or taken back was not, in the note itself. */
export function refusalWords(reason: RefusedReason): string {
  switch (reason) {
    case "note-changed":
      return "Something was changed meanwhile. Please read again and sign.";
    case "note-signed":
      return "It was signed on another device first.";
    case "note-unsigned":
      return "The signature was taken back meanwhile, on another device.";
    case "signature-final":
      return "The ten minutes are over, or something was added. The signature stays; you can add an addendum.";
    case "addendum-signed":
      return "This addendum was signed on another device meanwhile. Put your words into a new one.";
    default:
      return "This was not possible. Nothing was changed.";
  }
}

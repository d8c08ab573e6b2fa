import { newId } from "@cliently/api/domain/new-id";

import { unsentKey, unsentPlace } from "../local/row-parts.ts";
import type { Device } from "../sync/device.ts";
import { removeDraft, type DraftThen } from "../sync/field-draft.ts";
import { drafting } from "./drafting.ts";
import type { NotKept, Words } from "./not-kept.ts";

export type Unsent = {
  /** What is written by now; without any words, nothing is. */
  write: (words: Words) => void;
  /** Puts it on the disk at once, because the page may go. */
  put: () => void;
  /** The form is on the screen. Returns how to leave it: what was neither sent nor discarded is held for the person. */
  enter: () => () => void;
  /** Sends it by `work`, which takes the draft with it. When that fails, it is not sent. Throws what `work` throws. */
  send: <Done>(work: (draft: DraftThen) => Promise<Done>) => Promise<Done>;
  /** It is not wanted any more. */
  discard: () => void;
};

/**
 * The words of a form that makes something new. Until they are sent they are nowhere else, so they lie sealed in the box;
 * whoever finds them there after their page is gone shows them, and asks no form to take them again.
 */
export function unsent(device: Device, hold: (one: NotKept) => void): Unsent {
  const { box, sealer, tab, world } = device;
  const { clock, after, random } = world;
  const noteId = unsentKey(newId(clock(), random));
  let now: Words | null = null;
  let isGone = false;
  let isSettled = false;
  const draft = drafting({
    clock,
    after,
    unkept: () => (isSettled ? null : now),
    place: () => ({
      putDraft: (words: Words, at) =>
        box.putDraftRelaxed({ noteId, tab, at, sealed: sealer.sealNow(unsentPlace(noteId, tab), words) }),
      removeDraft: (at) => void removeDraft(box, { noteId, tab, at }).catch(() => {}), // it can be dismissed
    }),
  });

  function leave(): void {
    isGone = true;
    draft.put();
    if (now && !isSettled) hold({ ...now, draft: { noteId, tab } });
  }

  return {
    write(words) {
      now = words.words.trim() ? words : null;
      draft.soon();
    },
    put: draft.put,
    enter() {
      isGone = false;
      return leave;
    },
    async send(work) {
      isSettled = true;
      try {
        const done = await work({ noteId, tab });
        draft.put(); // which only takes it away
        return done;
      } catch (error) {
        isSettled = false;
        if (isGone) leave();
        else draft.put();
        throw error;
      }
    },
    discard() {
      isSettled = true;
      draft.put();
    },
  };
}

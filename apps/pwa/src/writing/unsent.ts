import { newId } from "@cliently/api/domain/new-id";

import { unsentKey, unsentPlace } from "../local/row-parts.ts";
import type { Device } from "../sync/device.ts";
import { removeDraft, type DraftThen } from "../sync/field-draft.ts";
import { drafting } from "./drafting.ts";
import type { Show, Words } from "./not-kept.ts";

export type Unsent = {
  /** What is written by now; without any words, nothing is. After what was sent or held, the next one begins. */
  write: (words: Words) => void;
  /** Puts it on the disk at once, because the page may go. */
  put: () => void;
  /** The form is on the screen. Returns how to leave it, which holds what is written. */
  enter: () => () => void;
  /** Holds what was neither sent nor discarded for the person. */
  hold: () => void;
  /** Sends it by `work`, which takes the draft with it. When that fails, it is not sent. Throws what `work` throws. */
  send: <Done>(work: (draft: DraftThen) => Promise<Done>) => Promise<Done>;
  /** It is not wanted any more. */
  discard: () => void;
};

/**
 * The words of a form that makes something new. Until they are sent they are nowhere else, so they lie sealed in the box;
 * whoever finds them there after their page is gone shows them, and asks no form to take them again.
 */
export function unsent(device: Device, show: Show): Unsent {
  const { box, sealer, tab, world } = device;
  const { clock, after, random } = world;
  const aKey = () => unsentKey(newId(clock(), random));
  let noteId = aKey();
  let now: Words | null = null;
  let state: "written" | "sending" | "held" | "done" = "written";
  let isGone = false;
  const draft = drafting({
    clock,
    after,
    // What is on its way goes from the disk with that, and what is held when it is dismissed.
    unkept: () => (state === "done" ? null : state === "written" ? now : undefined),
    place: () => ({
      putDraft: (words: Words, at) =>
        box.putDraftRelaxed({ noteId, tab, at, sealed: sealer.sealNow(unsentPlace(noteId, tab), words) }),
      removeDraft: (at) => void removeDraft(box, { noteId, tab, at }).catch(() => {}), // it can be dismissed
    }),
  });

  function hold(): void {
    draft.put();
    if (!now || state !== "written") return;
    state = "held";
    const words = now;
    const held = { ...words, draft: { noteId, tab } };
    const at = draft.at();
    show(held);
    void box.draft.get([noteId, tab]).then(
      (row) => row?.at === at || show(words, held), // the disk is full: they are in the page alone
      () => {}, // closed meanwhile
    );
  }

  function leave(): void {
    isGone = true;
    hold();
  }

  return {
    write(words) {
      now = words.words.trim() ? words : null;
      if (now && (state === "done" || state === "held")) {
        noteId = aKey();
        state = "written";
      }
      draft.soon();
    },
    put: draft.put,
    enter() {
      isGone = false;
      return leave;
    },
    hold,
    async send(work) {
      const sent = now;
      state = "sending";
      try {
        const done = await work({ noteId, tab });
        state = "done";
        draft.put(); // which only takes it away
        return done;
      } catch (error) {
        state = "written";
        if (isGone) {
          now ??= sent;
          hold();
        } else draft.put();
        throw error;
      }
    },
    discard() {
      state = "done";
      draft.put();
    },
  };
}

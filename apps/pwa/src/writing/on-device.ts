import type { Act } from "@cliently/api/domain/catalogue";
import { overOf, type Over } from "@cliently/api/domain/field";
import type { Noun, Row } from "@cliently/api/domain/store";

import { fieldDraftPlace, fieldKey } from "../local/row-parts.ts";
import { written } from "../sync/act-of.ts";
import type { Device } from "../sync/device.ts";
import { ownIn, removeDraft, REPLACED, type FieldDraft, type Marked } from "../sync/field-draft.ts";
import type { Write } from "../sync/hooks.tsx";
import { readRow } from "../sync/read-row.ts";
import { paintMissed } from "../sync/view.ts";
import type { Place } from "./place.ts";

/** A field, or an entry, of a row as the person sees it. */
export type FieldOf<Value, N extends Noun> = {
  noun: N;
  /** Only its id when the row is not there before something is written. */
  row: Marked & { id: string };
  path: string;
  /** Which of several fields that are typed apart and kept as one: only what was done to this one is in its way. */
  part?: string | undefined;
  /** What keeps a value in place of `over`. `now`: the row as it is by then, when it can be read; null in a draft. */
  act: (value: Value, over: Over, now: Row<N> | null) => Act;
  /** What does when the row is not there yet; undefined when the value needs none. */
  begin?: ((value: Value) => Act | undefined) | undefined;
};

type OnDevice<Value> = Pick<Place<Value>, "send" | "became" | "putDraft" | "removeDraft">;

/** How one field is kept on this device, and what is typed there until then. */
export function onDevice<Value, N extends Noun>(
  device: Device,
  write: Write,
  { noun, row, path, part, act, begin }: FieldOf<Value, N>,
): OnDevice<Value> {
  const { id } = row;
  const { box, sealer, tab } = device;
  const noteId = fieldKey({ noun, id, path, part });
  return {
    async send(value, basis, { mid, isLeaving, draftAt: at, isAsSeen }) {
      const now = await readRow(device, noun, id).catch(() => undefined);
      const over = now && part !== undefined && isAsSeen ? overOf(now as Marked, path) : basis; // as below
      const done = now === null && begin ? begin(value) : act(value, over, now ?? null);
      // What a rule says no to would be gone with the field: it goes all the same, and comes back as something to decide.
      return done && write([done], { rehearse: !isLeaving, mids: [mid], draft: { noteId, tab, at } });
    },

    async became(own) {
      if (own.length === 0) return undefined;
      await paintMissed(device); // what is committed stands there only then
      const now = await readRow(device, noun, id);
      return now ? ownIn(now as Marked, path, own) : undefined; // each noun that is written has them
    },

    putDraft({ value, ...unkept }, at) {
      const first = begin?.(value);
      const draft: FieldDraft = {
        noun,
        id,
        path,
        part,
        act: written(act(value, REPLACED, null)),
        begin: first && written(first),
        ...unkept,
      };
      box.putDraftRelaxed({ noteId, tab, at, sealed: sealer.sealNow(fieldDraftPlace(noteId, tab), draft) });
    },

    removeDraft: (at) => void removeDraft(box, { noteId, tab, at }).catch(() => {}), // it would only come back as what is there
  };
}

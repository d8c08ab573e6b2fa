import type { Act } from "@cliently/api/domain/catalogue";
import { overOf, type Over } from "@cliently/api/domain/field";

import { inTurn } from "../../local/in-turn.ts";
import type { Device } from "../../sync/device.ts";
import { readRow } from "../../sync/read-row.ts";

/** Keeps an addendum's words one after the other, as they are typed. */
export type DraftKeeper = {
  /** Keeps these words in the place of those that the writer saw, whose stamp is `over`. Rejects when they are not kept. */
  keep(text: string, over: Over, options?: { rehearse: boolean }): Promise<void>;
};

type Write = (acts: Act[], options?: { rehearse: boolean }) => Promise<unknown>;

/**
 * The first words begin the addendum; whatever follows replaces what the writer had before them. Words that are typed
 * on before the screen shows those just kept replace these, not what was there before: else one would conflict with oneself.
 */
export function draftKeeper(device: Device, write: Write, { id, noteId }: { id: string; noteId: string }): DraftKeeper {
  const inOrder = inTurn();
  /** In the box without a rehearsal, whatever a rule says: a second time it would only be refused twice. */
  let handedOver: string | undefined;
  let last: { text: string; over: Over; became: Over } | undefined;

  return {
    keep(text, over, options) {
      const keeps = inOrder(async () => {
        if (text === handedOver || (last?.text === text && isSame(last.over, over))) return;
        handedOver = undefined;
        const isThere = (await readRow(device, "addendum", id)) !== null;
        const seen = last && isSame(last.over, over) ? last.became : over;
        const act: Act = isThere
          ? { name: "addendum.change", args: { id, text: { value: text, over: seen } } }
          : { name: "addendum.begin", args: { id, noteId, text, settles: null } };
        await write([act], options);
        if (options?.rehearse === false) handedOver = text;
        const row = await readRow(device, "addendum", id);
        last = row?.text === text ? { text, over, became: overOf(row, "text") } : undefined;
      });
      return device.underWay(keeps); // from the call on: nobody closes the device over it
    },
  };
}

function isSame(a: Over, b: Over): boolean {
  return a?.mid === b?.mid;
}

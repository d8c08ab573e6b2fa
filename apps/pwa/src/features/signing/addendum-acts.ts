import type { Act } from "@cliently/api/domain/catalogue";
import type { Over } from "@cliently/api/domain/field";

import type { Device } from "../../sync/device.ts";
import { readRow } from "../../sync/read-row.ts";

type Write = (acts: Act[], options?: { rehearse: boolean }) => Promise<unknown>;

/** Keeps the words of an addendum: the first ones begin it, others replace those that the writer had before them. */
export function addendumWriter(device: Device, write: Write, { id, noteId }: { id: string; noteId: string }) {
  return async (text: string, over: Over, isLeaving: boolean): Promise<void> => {
    const isThere = (await readRow(device, "addendum", id)) !== null;
    if (!isThere && text === "") return; // what would have begun it was not kept, and is not wanted any more
    const act: Act = isThere
      ? { name: "addendum.change", args: { id, text: { value: text, over } } }
      : { name: "addendum.begin", args: { id, noteId, text, settles: null } };
    // What a rule says no to would be gone with the field: it goes all the same, and comes back as something to decide.
    await write([act], { rehearse: !isLeaving });
  };
}

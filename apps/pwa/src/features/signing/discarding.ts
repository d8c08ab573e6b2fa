import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { Refused } from "@cliently/api/domain/mutation";

import { whyNotDone } from "../../not-saved.ts";
import type { Device } from "../../sync/device.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import { useTell } from "../../toasts.tsx";

type Write = (acts: Act[]) => Promise<unknown>;

/**
 * Throws an addendum away whose words the person has before them, and offers the way back. Resolves with why it was not,
 * in words.
 */
export function useDiscard(): (id: string, seen: string) => Promise<string | undefined> {
  const device = useDevice();
  const mutate = useMutate();
  const tell = useTell();

  const offer = (text: string, id: string) => {
    const undo = () =>
      void bringBack(device, mutate, id).catch(() => offer("It could not be brought back. Nothing of it was lost", id));
    tell({ text, action: { label: "Undo", onPress: undo } });
  };

  return async (id, seen) => {
    try {
      await mutate([{ name: "addendum.discard", args: { id, seen } }]);
    } catch (error) {
      return whyNotDiscarded(error);
    }
    offer("Addendum discarded", id);
    return undefined;
  };
}

/** Brings an addendum back with its words; one that is no longer thrown away stays as it is. */
export async function bringBack(device: Device, write: Write, id: string): Promise<void> {
  const row = await readRow(device, "addendum", id);
  if (row?.status !== "discarded") return;
  await write([{ name: "addendum.change", args: { id, text: { value: row.text, over: overOf(row, "text") } } }]);
}

function whyNotDiscarded(failure: unknown): string {
  if (!(failure instanceof Refused) || failure.reason !== "note-changed") return whyNotDone(failure);
  return "It was written on meanwhile, and is still there. Please read it again, then decide.";
}

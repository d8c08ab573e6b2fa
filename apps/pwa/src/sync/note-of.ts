import { layouts } from "@cliently/api/domain/layout";
import type { Noun } from "@cliently/api/domain/store";

import type { Device } from "./device.ts";
import type { WaitingBody } from "./outbox.ts";
import { findRow } from "./read-row.ts";

/** The note that an act is about; undefined when it is about none, or when what it changes is not on this device. */
export async function noteOf(
  device: Device,
  { name, args }: Pick<WaitingBody, "name" | "args">,
): Promise<string | undefined> {
  const [noun = ""] = name.split(".");
  const { id, noteId } = (args ?? {}) as { id?: string; noteId?: string | null }; // as far as any act says it
  if (noun === "note") return id;
  if (noteId !== undefined) return noteId ?? undefined;
  if (id === undefined || !isOfNotes(noun)) return undefined;
  return ((await findRow(device, noun, id))?.["noteId"] as string | null | undefined) ?? undefined; // an open field
}

/** Whether the rows of a noun say which note they belong to. */
function isOfNotes(noun: string): noun is Noun {
  return noun in layouts && "noteId" in layouts[noun as Noun].open; // looked up just now
}

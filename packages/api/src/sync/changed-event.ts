import { INLINE_BYTES, type Cursor, type RowChange, type SyncEvent } from "../domain/protocol.ts";
import type { Put } from "./storage.ts";

/** What the open streams are told of a commit: with the rows when they are small. `before`: the stamp it came after. */
export function changedEvent(
  { version, stamp }: Cursor,
  before: string,
  written: readonly Put[],
  device: string,
): SyncEvent {
  const changes = changesOf(version, written);
  const small = Buffer.byteLength(JSON.stringify(changes)) <= INLINE_BYTES;
  const cursor = { version, stamp };
  return { kind: "changed", from: version - 1, fromStamp: before, cursor, changes: small ? changes : null, device };
}

/** The rows of a version, from what was written under it. */
export function changesOf(version: number, written: readonly Put[]): RowChange[] {
  const newest = new Map(written.map((write) => [`${write.noun}|${write.id}`, write]));
  return [...newest.values()].map(({ noun, id, row }) => ({ noun, id, version, row }));
}

/** Says where the account stands; who stands elsewhere exchanges. */
export function standingAt({ version, stamp }: Cursor): SyncEvent {
  return { kind: "changed", from: version, fromStamp: stamp, cursor: { version, stamp }, changes: null, device: null };
}

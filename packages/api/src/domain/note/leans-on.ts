import { ID, Item, Skip } from "yjs";

import { decoded, type YUpdateV2 } from "./y-update.ts";

/** By writer: how much of what they wrote, as Yjs counts it. */
type Clocks = Map<number, number>;

/** What an update is to the text that it is put into. */
export type Part = {
  /**
   * What it goes on from and does not bring itself: how much of it must be there before Yjs shows it. What leans on words
   * which never come stays unseen, with all that follows from it.
   */
  leansOn: Clocks;
  /** How far their words are there once it is. */
  brings: Clocks;
  /** In so many pieces. */
  pieces: number;
};

/** Reads an update for what it needs and brings. */
export function partOf(update: YUpdateV2): Part {
  const structs = decoded(update).structs.filter((struct) => !(struct instanceof Skip));
  const leansOn: Clocks = new Map();
  const brings: Clocks = new Map();
  for (const { id, length } of structs) {
    if (id.clock !== (brings.get(id.client) ?? 0)) reach(leansOn, id.client, id.clock);
    reach(brings, id.client, id.clock + length);
  }
  for (const struct of structs) {
    if (!(struct instanceof Item)) continue;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent as unknown]) {
      if (!(id instanceof ID)) continue; // beside nothing, or in a part of the note, which has a name
      // Below what it brings lies what it brings, or a gap, up to the end of which it leans on already.
      if (id.clock >= (brings.get(id.client) ?? 0)) reach(leansOn, id.client, id.clock + 1);
    }
  }
  return { leansOn, brings, pieces: structs.length };
}

/**
 * Whether each of these parts of one text, whatever their order, has all that it leans on among the others. A part of
 * which only some has it counts as one that has not.
 */
export function areAllThere(parts: readonly Part[]): boolean {
  const there: Clocks = new Map();
  for (let left = parts; left.length > 0;) {
    const before = left.length;
    left = left.filter(({ leansOn, brings }) => {
      if (![...leansOn].every(([client, upto]) => (there.get(client) ?? 0) >= upto)) return true;
      for (const [client, upto] of brings) reach(there, client, upto);
      return false;
    });
    if (left.length === before) return false;
  }
  return true;
}

function reach(clocks: Clocks, client: number, upto: number): void {
  if (upto > (clocks.get(client) ?? 0)) clocks.set(client, upto);
}

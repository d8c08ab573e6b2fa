import { Item, type XmlFragment, type XmlText } from "yjs";

import { textsIn } from "./content.ts";
import { joined } from "./span-sets.ts";
import { decoded, type YUpdateV2 } from "./y-update.ts";

/** A run of what one Yjs client has written, by its clock: from `clock`, so many units long. */
export type Span = { client: number; clock: number; length: number };

/** A run of characters in a text of a section. */
export type Place = { text: XmlText; from: number; to: number };

/** What these updates have brought in, each run once. */
export function spansOf(updates: readonly YUpdateV2[]): Span[] {
  const pieces = updates.flatMap((update) => decoded(update).structs).filter((struct) => struct instanceof Item);
  return joined(pieces.map(({ id, length }) => ({ client: id.client, clock: id.clock, length })));
}

/** Where the characters of these spans stand in a section now, in its order. What was deleted since stands nowhere. */
export function placesOf(section: XmlFragment, spans: readonly Span[]): Place[] {
  if (spans.length === 0) return [];
  return textsIn(section).flatMap((text) => placesIn(text, spans));
}

function placesIn(text: XmlText, spans: readonly Span[]): Place[] {
  const places: Place[] = [];
  let at = 0;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { id, length } = item;
    const within = spans
      .filter(
        ({ client, clock, length: long }) =>
          client === id.client && clock < id.clock + length && id.clock < clock + long,
      )
      .map(({ clock, length: long }) => ({
        from: at + Math.max(0, clock - id.clock),
        to: at + Math.min(length, clock + long - id.clock),
      }));
    for (const { from, to } of within) {
      const last = places.at(-1);
      if (last?.to === from) last.to = to;
      else places.push({ text, from, to });
    }
    at += length;
  }
  return places;
}

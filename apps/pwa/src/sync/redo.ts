import type { Noun } from "@cliently/api/domain/store";

import type { FootprintRow } from "../local/local-database.ts";

/** Places that changed, and places that somebody looked at. */
type Places = { written: Set<string>; nouns: Set<string>; read: Set<string>; listed: Set<string> };

/**
 * The mutations that have to run again when these places changed: whoever read or wrote there, whoever read or wrote
 * where those wrote, and whoever wrote where those read, so that each finds again what it found before it.
 */
export function metBy(painted: readonly FootprintRow[], changed: Iterable<string>): FootprintRow[] {
  const places: Places = { written: new Set(), nouns: new Set(), read: new Set(), listed: new Set() };
  for (const place of changed) addWrite(places, place);
  return closed(painted, places);
}

/** Whether any of `painted` has been where these have been. */
export function isMetBy(painted: readonly FootprintRow[], others: readonly FootprintRow[]): boolean {
  const places: Places = { written: new Set(), nouns: new Set(), read: new Set(), listed: new Set() };
  for (const other of others) add(places, other);
  return painted.some((footprint) => isMet(footprint, places));
}

function closed(painted: readonly FootprintRow[], places: Places): FootprintRow[] {
  const met = new Set<FootprintRow>();
  for (let before = -1; before < met.size;) {
    before = met.size;
    for (const footprint of painted) {
      if (met.has(footprint) || !isMet(footprint, places)) continue;
      met.add(footprint);
      add(places, footprint);
    }
  }
  return [...met];
}

function isMet({ reads, lists, writes }: FootprintRow, places: Places): boolean {
  return (
    reads.some((place) => places.written.has(place)) ||
    lists.some((noun) => places.nouns.has(noun)) ||
    writes.some((place) => places.written.has(place) || places.read.has(place) || places.listed.has(nounOf(place)))
  );
}

function add(places: Places, { reads, lists, writes }: FootprintRow): void {
  for (const place of reads) places.read.add(place);
  for (const noun of lists) places.listed.add(noun);
  for (const place of writes) addWrite(places, place);
}

function addWrite(places: Places, place: string): void {
  places.written.add(place);
  places.nouns.add(nounOf(place));
}

function nounOf(place: string): Noun {
  return place.slice(0, place.indexOf("|")) as Noun; // a place is a noun and an id
}

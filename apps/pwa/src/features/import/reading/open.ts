import { cardsOf, type Card } from "./content-lines.ts";
import { decoded, encodingOf, type Encoding } from "./decode.ts";
import { isCards, refuseForeign } from "./kind-of.ts";
import type { LeftOut, Person } from "./person.ts";
import { readTable, type Table, type TableLook, type TableWishes } from "./read-table.ts";
import { MOST_PEOPLE, RefusedFile } from "./refused-file.ts";
import { takeCard } from "./take-card.ts";
import { takeRow, type Mapping } from "./take-row.ts";

export type Wishes = TableWishes & { encoding?: Encoding };

/** A file that was read, before anybody is taken from it. `dropped`: characters that were none, such as zeros. */
export type Opened = { encoding: Encoding; dropped: number } & (
  | { kind: "table"; table: Table }
  | { kind: "cards"; cards: Card[] }
);

/** The same without its contents, for the page. */
export type Look = { encoding: Encoding; dropped: number; people: number; table: TableLook | null };

/** Reads a file. Throws `RefusedFile`, with words for the person, when it is no list of people. */
export function open(bytes: Uint8Array, wishes: Wishes = {}): Opened {
  refuseForeign(bytes);
  const encoding = wishes.encoding ?? encodingOf(bytes);
  const { text, dropped } = decoded(bytes, encoding);
  if (!isCards(text)) return { kind: "table", encoding, dropped, table: readTable(text, wishes) };

  const cards: Card[] = [];
  for (const card of cardsOf(text)) {
    cards.push(card);
    if (cards.length > MOST_PEOPLE)
      throw new RefusedFile(
        `The file has more than ${MOST_PEOPLE.toLocaleString("en")} contact cards, the most that can be imported at once. Split it, and bring the parts one after another.`,
      );
  }
  return { kind: "cards", encoding, dropped, cards };
}

export function lookOf(opened: Opened): Look {
  const { encoding, dropped } = opened;
  return opened.kind === "cards"
    ? { encoding, dropped, people: opened.cards.length, table: null }
    : { encoding, dropped, people: opened.table.look.people, table: opened.table.look };
}

/** Everybody in a file, one by one, and what cannot be taken. Broken lines come first. */
export function* take(opened: Opened, mapping: Mapping, thisYear: number): Generator<Person | LeftOut> {
  if (opened.kind === "cards") for (const card of opened.cards) yield takeCard(card, mapping);
  else {
    yield* opened.table.broken;
    for (const row of opened.table.rows) yield takeRow(row, mapping, thisYear);
  }
}

import {
  applyUpdateV2,
  ContentString,
  createDeleteSet,
  createDocFromSnapshot,
  createSnapshot,
  Doc,
  findIndexSS,
  getState,
  Item,
  snapshot,
  XmlElement,
  XmlText,
  type AbstractType,
  type GC,
  type Transaction,
} from "yjs";

import { fromBase64 } from "../base64.ts";
import { fragmentName } from "./first-text.ts";
import { sectionsIn } from "./plain-text.ts";
import { lengthOf, shared, within, without } from "./span-sets.ts";
import type { Span } from "./spans.ts";
import { decoded, type YUpdateV2 } from "./y-update.ts";

/**
 * The words of these edits that nobody has ever seen in this text, which has them all: they were written into something
 * that others had taken away, and went with it. Not what the edits themselves take away again.
 */
export function lostSpans(doc: Doc, edits: readonly YUpdateV2[]): Span[] {
  const written = edits.flatMap((edit) => wordsOf(edit).map(({ span }) => span));
  const gone = written.flatMap((span) =>
    structsOf(doc, span)
      .filter((struct) => struct.deleted)
      .map((struct) => shared(span, { ...struct.id, length: struct.length })),
  );
  return without(gone, edits.flatMap(takenBy));
}

/** Whether an edit that is just being put in takes away words that its writer had not seen: with what they were written into. */
export function takesUnseen(doc: Doc, { deleteSet }: Transaction, edit: YUpdateV2): boolean {
  const seen = [...takenBy(edit), ...wordsOf(edit).map(({ span }) => span)];
  return without(spansIn(deleteSet), seen)
    .flatMap((span) => structsOf(doc, span))
    .some((struct) => struct instanceof Item && struct.content instanceof ContentString);
}

/**
 * Puts an edit of somebody else into a text in which something is typed by now that nobody else knows. Whether words went by
 * that: theirs, written into what was taken away here, or those typed here, with what they took away.
 */
export function losesWords(doc: Doc, edit: YUpdateV2, typed: YUpdateV2, put: () => void): boolean {
  const known = new Map(wordsOf(edit).map(({ span: { client } }) => [client, getState(doc.store, client)]));
  put();
  const isNew = ({ client, clock, length }: Span) => clock + length > (known.get(client) ?? 0);
  return lostSpans(doc, [edit]).some(isNew) || lostSpans(doc, [typed]).length > 0;
}

/**
 * The text of these parts, put together in this order, with the words that were lost in it: as if what took away the place
 * that they were written into had not. Where that cannot be told any more, because it was folded, they stand at its end.
 */
export function textWithLost(parts: readonly YUpdateV2[], lost: readonly Span[]): Doc {
  const whole = new Doc({ gc: false });
  for (const part of parts) applyUpdateV2(whole, fromBase64(part));
  let places = placesAround(lost.flatMap((span) => structsOf(whole, span)));
  const known: Span[][] = [];
  const undone: (readonly Span[])[] = [lost];
  for (const part of parts) {
    const taken = takenBy(part);
    const others = without(places, taken);
    if (lengthOf(others) < lengthOf(places)) undone.push(without(taken, known.flat())); // a part may say again what others took
    places = others;
    known.push(taken);
  }
  const { ds, sv } = snapshot(whole);
  const text = createDocFromSnapshot(whole, createSnapshot(deleteSetOf(without(spansIn(ds), undone.flat())), sv));
  whole.destroy();
  putBack(text, parts, lost);
  return text;
}

/** Puts words at the end that stand nowhere all the same. */
function putBack(text: Doc, parts: readonly YUpdateV2[], lost: readonly Span[]): void {
  const missing = lost.filter((span) => structsOf(text, span).some((struct) => struct.deleted));
  if (missing.length === 0) return;
  const runs = parts.flatMap(wordsOf);
  const pieces = within(
    runs.map(({ span }) => span),
    missing,
  );
  let at = 0;
  let words = "";
  for (const { span, words: said } of runs) {
    for (let piece = pieces[at]; piece && shared(span, piece).length === piece.length; piece = pieces[++at]) {
      const from = piece.clock - span.clock;
      words += said.slice(from, from + piece.length);
    }
  }
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  const section = text.getXmlFragment(fragmentName(sectionsIn(text).at(-1) ?? "body"));
  section.insert(section.length, [paragraph]);
}

/** The runs of words in an edit. */
function wordsOf(edit: YUpdateV2): { span: Span; words: string }[] {
  return decoded(edit).structs.flatMap((struct) =>
    struct instanceof Item && struct.content instanceof ContentString
      ? [{ span: { ...struct.id, length: struct.length }, words: struct.content.str }]
      : [],
  );
}

/** What an edit says is taken away, by whomever. */
function takenBy(edit: YUpdateV2): Span[] {
  return spansIn(decoded(edit).ds);
}

type DeleteSet = ReturnType<typeof createDeleteSet>;

function spansIn({ clients }: DeleteSet): Span[] {
  return [...clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, length: len })));
}

function deleteSetOf(spans: readonly Span[]): DeleteSet {
  const set = createDeleteSet();
  for (const { client, clock, length } of spans) {
    const range = { clock, len: length };
    const ranges = set.clients.get(client);
    if (ranges) ranges.push(range);
    else set.clients.set(client, [range]);
  }
  return set;
}

/** The pieces of a text that a span is in, those that were cleared away among them. */
function structsOf(doc: Doc, { client, clock, length }: Span): (Item | GC)[] {
  const all = doc.store.clients.get(client) ?? [];
  const found: (Item | GC)[] = [];
  const { id: last, length: most } = all.at(-1) ?? { id: { clock: 0 }, length: 0 };
  if (clock >= last.clock + most) return found;
  for (let at = findIndexSS(all, clock); at < all.length; at++) {
    const struct = all[at];
    if (!struct || struct.id.clock >= clock + length) break;
    found.push(struct);
  }
  return found;
}

/** What was taken away of that which these pieces stand in, each once: a text may be nested thousands of levels deep. */
function placesAround(structs: readonly (Item | GC)[]): Span[] {
  const seen = new Set<Item>();
  for (const struct of structs) {
    let around = struct instanceof Item ? holderOf(struct) : null;
    while (around && !seen.has(around)) {
      seen.add(around);
      around = holderOf(around);
    }
  }
  return [...seen].filter(({ deleted }) => deleted).map(({ id, length }) => ({ ...id, length }));
}

function holderOf({ parent }: Item): Item | null {
  return (parent as AbstractType<unknown> | null)?._item ?? null; // integrated: a type, or cleared away
}

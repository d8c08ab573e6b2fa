import fc from "fast-check";
import { expect, test } from "vitest";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, XmlElement, XmlText } from "yjs";

import { fromBase64, toBase64 } from "../base64.ts";
import { fragmentName } from "./first-text.ts";
import { lostSpans, textWithLost } from "./lost-words.ts";
import { plainText } from "./plain-text.ts";
import { without } from "./span-sets.ts";

test("words that go with a paragraph which somebody else took away come back with it", () => {
  const { note, phone } = aLineTakenAway();
  note.writes(1, "Eats well");
  phone.adds(0, " since May");
  const whole = docOf([...note.edits, ...phone.edits]);
  const lost = lostSpans(whole, phone.edits);
  expect(said(whole)).toEqual(["Walks", "Eats well"]);
  expect(said(textWithLost([...note.edits, ...phone.edits], lost))).toEqual([
    "Sleeps badly since May",
    "Walks",
    "Eats well",
  ]);
});

test("where it was folded since who took the paragraph away, the words stand at the end", () => {
  const { note, phone } = aLineTakenAway();
  const folded = toBase64(encodeStateAsUpdateV2(docOf(note.edits)));
  phone.adds(0, " since May");
  phone.adds(0, " or June");
  const parts = [folded, ...phone.edits];
  const lost = lostSpans(docOf(parts), phone.edits);
  expect(said(textWithLost(parts, lost))).toEqual(["Walks", " since May or June"]);
});

test("whatever two people do without hearing of each other, each word stands in the note, or among what was lost, unless its own writer took it away", () => {
  const act = fc.record({ does: fc.constantFrom("write", "add", "erase"), at: fc.nat(20) });
  const acts = (maxLength: number) => fc.array(act, { maxLength });
  fc.assert(
    fc.property(acts(8), acts(12), acts(12), fc.boolean(), (before, laptops, phones, isFolded) => {
      const laptop = aWriter();
      goesOn(laptop, before, "l");
      const phone = aWriter(laptop);
      goesOn(laptop, laptops, "l");
      goesOn(phone, phones, "p");
      const known = isFolded ? [toBase64(encodeStateAsUpdateV2(docOf(laptop.edits)))] : laptop.edits;
      const parts = [...known, ...phone.edits];
      const text = said(textWithLost(parts, lostSpans(docOf(parts), phone.edits))).join(" ");
      const ofPhone = wordsIn(phone.doc).filter((word) => word.startsWith("p"));
      for (const word of [...ofPhone, ...wordsIn(docOf(parts))]) expect(text).toContain(word);
    }),
    { numRuns: 300 },
  );
});

test("spans without others are what a look at each unit says", () => {
  const span = fc.record({
    client: fc.integer({ min: 1, max: 2 }),
    clock: fc.nat(30),
    length: fc.integer({ min: 1, max: 9 }),
  });
  const units = (spans: { client: number; clock: number; length: number }[]) =>
    spans.flatMap(({ client, clock, length }) => Array.from({ length }, (_, at) => `${client}:${clock + at}`));
  fc.assert(
    fc.property(fc.array(span), fc.array(span), (spans, others) => {
      const taken = new Set(units(others));
      expect(units(without(spans, others))).toEqual(units(spans).filter((unit) => !taken.has(unit)));
    }),
  );
});

/** A note on two devices, and its first line taken away on the one while the other does not hear of it. */
function aLineTakenAway() {
  const note = aWriter();
  note.writes(0, "Sleeps badly");
  note.writes(1, "Walks");
  const phone = aWriter(note);
  note.erases(0);
  return { note, phone };
}

function goesOn(writer: ReturnType<typeof aWriter>, acts: readonly { does: string; at: number }[], name: string): void {
  acts.forEach(({ does, at }, index) => {
    if (does === "erase") writer.erases(at);
    else writer[does === "add" ? "adds" : "writes"](at, ` ${name}${writer.edits.length}-${index}.`);
  });
}

function wordsIn(doc: Doc): string[] {
  return said(doc)
    .flatMap((line) => line.split(" "))
    .filter(Boolean);
}

/** Somebody who writes paragraphs, from what `original` has written by then; each act is an edit of its own. */
function aWriter(original?: { doc: Doc; edits: readonly string[] }) {
  const doc = new Doc();
  if (original) applyUpdateV2(doc, encodeStateAsUpdateV2(original.doc));
  const edits: string[] = [];
  doc.on("updateV2", (update: Uint8Array) => edits.push(toBase64(update)));
  const body = doc.getXmlFragment(fragmentName("body"));
  const paragraph = (at: number) => body.get(at % Math.max(1, body.length)) as XmlElement | undefined;
  return {
    doc,
    edits,
    writes(at: number, words: string) {
      const made = new XmlElement("paragraph");
      made.insert(0, [new XmlText(words)]);
      body.insert(Math.min(at, body.length), [made]);
    },
    adds(at: number, words: string) {
      const text = paragraph(at)?.get(0);
      if (text instanceof XmlText) text.insert(text.length, words);
    },
    erases(at: number) {
      if (body.length > 0) body.delete(at % body.length, 1);
    },
  };
}

function docOf(parts: readonly string[]): Doc {
  const doc = new Doc();
  for (const part of parts) applyUpdateV2(doc, fromBase64(part));
  return doc;
}

function said(doc: Doc): string[] {
  return plainText(doc.getXmlFragment(fragmentName("body")))
    .split("\n")
    .filter(Boolean);
}

import fc from "fast-check";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, mergeUpdatesV2, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { aCraftedUpdate } from "../../testing/crafted-update.ts";
import { fromBase64, toBase64 } from "../base64.ts";
import { partOf } from "./leans-on.ts";
import { isReadable, mostPieces } from "./y-update.ts";

test("a few bytes that stand for more than any text are no text, whoever is said to have written it", () => {
  expect(partOf(aCraftedUpdate(1_000)).pieces).toBe(1_000);
  expect(isReadable(aCraftedUpdate(1_000))).toBe(true);
  for (const pieces of [1_000_000, 1_000_000_000]) {
    const update = aCraftedUpdate(pieces);
    expect(fromBase64(update).length).toBeLessThan(40);
    expect(isReadable(update)).toBe(false);
  }
  expect(isReadable(aCraftedUpdate(1_000, { writers: 10 }))).toBe(true);
  expect(isReadable(aCraftedUpdate(1_000, { writers: 100 }))).toBe(false);
  expect(isReadable("AAAAAAAA")).toBe(false);
});

type Step = {
  writer: number;
  what: "lines" | "blank" | "words" | "cut" | "cut lines" | "bold";
  at: number;
  many: number;
  isHeard: boolean;
};

const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.nat(2),
  what: fc.constantFrom("lines", "blank", "words", "words", "cut", "cut", "cut lines", "bold"),
  at: fc.nat(5_000),
  many: fc.constantFrom(1, 1, 3, 40, 400),
  isHeard: fc.boolean(),
});

test("what people write, paste, cut and merge is far from that, by itself and as a whole", () => {
  let [all, tightest] = [0, Infinity];
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      for (const update of writtenIn(steps)) {
        const { pieces } = partOf(toBase64(update)); // or it throws
        tightest = Math.min(tightest, mostPieces(update.length) / pieces);
        all++;
      }
    }),
    { numRuns: 60 },
  );
  expect(all).toBeGreaterThan(500);
  expect(tightest).toBeGreaterThan(2);
});

/** Every update of three writers' copies of a note, all of them merged, and what each copy comes to. */
function writtenIn(steps: readonly Step[]): Uint8Array[] {
  const docs = [new Doc(), new Doc(), new Doc()];
  const all: Uint8Array[] = [];
  for (const { writer, isHeard, ...act } of steps) {
    const doc = docs[writer] ?? new Doc();
    const made: Uint8Array[] = [];
    const hear = (update: Uint8Array) => void made.push(update);
    doc.on("updateV2", hear);
    doc.transact(() => write(doc, act));
    doc.off("updateV2", hear);
    if (isHeard) for (const other of docs) for (const update of made) applyUpdateV2(other, update);
    all.push(...made);
  }
  return [...all, mergeUpdatesV2(all), ...docs.map((doc) => encodeStateAsUpdateV2(doc))];
}

function write(doc: Doc, { what, at, many }: Pick<Step, "what" | "at" | "many">): void {
  const part = doc.getXmlFragment("section:subjective");
  if (what === "lines" || what === "blank" || part.length === 0)
    return part.insert(at % (part.length + 1), lines(what, many));
  if (what === "cut lines") return part.delete(at % part.length, Math.min(many, part.length - (at % part.length)));
  // Here and there, as one who goes through a text with a red pen.
  for (let count = 0; count < many; count++) {
    const line = part.get((at + count) % part.length);
    const text = line instanceof XmlElement ? line.get(0) : undefined;
    if (!(text instanceof XmlText)) continue;
    const place = (at + count) % (text.length + 1);
    if (what === "words") text.insert(place, "a");
    else if (what === "cut") text.delete(place, Math.min(1, text.length - place));
    else text.format(place, Math.min(2, text.length - place), { bold: count % 2 ? true : null });
  }
}

function lines(what: Step["what"], many: number): XmlElement[] {
  return Array.from({ length: many }, () => {
    const paragraph = new XmlElement("paragraph");
    if (what !== "blank") paragraph.insert(0, [new XmlText("Slept.")]);
    return paragraph;
  });
}

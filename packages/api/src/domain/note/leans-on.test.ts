import fc from "fast-check";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, getState, mergeUpdatesV2, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { toBase64 } from "../base64.ts";
import { areAllThere, partOf, type Part } from "./leans-on.ts";

/** `isHeard`: the others have it before they write on. `isLost`: it never arrives. `waits`: it goes with this writer's next one. */
type Step = {
  writer: number;
  what: "paragraph" | "words" | "cut";
  at: number;
  isHeard: boolean;
  isLost: boolean;
  waits: boolean;
};

const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.nat(2),
  what: fc.constantFrom("paragraph", "words", "words", "cut"),
  at: fc.nat(50),
  isHeard: fc.boolean(),
  isLost: fc.boolean(),
  waits: fc.boolean(),
});

test("an edit is shown exactly when what it leans on is there, whoever wrote it and whatever was lost before", () => {
  const met = { shown: 0, unseen: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) => {
      const there = new Doc();
      const parts: Part[] = [];
      for (const update of arriving(steps)) {
        const part = partOf(toBase64(update));
        const isThere = [...part.leansOn].every(([client, upto]) => getState(there.store, client) >= upto);
        const tried = new Doc();
        applyUpdateV2(tried, encodeStateAsUpdateV2(there));
        applyUpdateV2(tried, update);
        expect(isThere).toBe(tried.store.pendingStructs === null);
        met[isThere ? "shown" : "unseen"]++;
        expect(areAllThere([part, ...parts])).toBe(isThere);
        if (!isThere) continue;
        applyUpdateV2(there, update);
        parts.unshift(part);
      }
    }),
  );
  expect(Math.min(met.shown, met.unseen)).toBeGreaterThan(50);
});

/** What arrives of what three people write, each in a note of their own that hears of the others'. */
function arriving(steps: readonly Step[]): Uint8Array[] {
  const docs = [new Doc(), new Doc(), new Doc()];
  const left: Uint8Array[][] = [[], [], []];
  const all: Uint8Array[] = [];
  for (const { writer, what, at, isHeard, isLost, waits } of steps) {
    const [doc, own] = [docs[writer], left[writer]];
    if (!doc || !own) continue;
    const made: Uint8Array[] = [];
    const hear = (update: Uint8Array) => void made.push(update);
    doc.on("updateV2", hear);
    doc.transact(() => write(doc, what, at));
    doc.off("updateV2", hear);
    if (isHeard) for (const other of docs) for (const update of made) applyUpdateV2(other, update);
    if (isLost) continue;
    own.push(...made);
    if (waits || own.length === 0) continue;
    all.push(mergeUpdatesV2(own.splice(0)));
  }
  return all;
}

function write(doc: Doc, what: Step["what"], at: number): void {
  const part = doc.getXmlFragment("section:subjective");
  const line = part.length ? part.get(at % part.length) : undefined;
  const text = line instanceof XmlElement ? line.get(0) : undefined;
  if (what === "paragraph" || !(text instanceof XmlText)) {
    const paragraph = new XmlElement("paragraph");
    paragraph.insert(0, [new XmlText("Slept.")]);
    part.insert(at % (part.length + 1), [paragraph]);
  } else if (what === "words") text.insert(at % (text.length + 1), "better ");
  else text.delete(0, Math.min(text.length, 2));
}

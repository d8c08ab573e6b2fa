import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, XmlElement, XmlText } from "yjs";
import { expect, test } from "vitest";

import { fromBase64, toBase64 } from "../base64.ts";
import { contentOf } from "./content.ts";
import { firstText, fragmentName } from "./first-text.ts";
import { leftSections } from "./templates.ts";
import { wordsAfter } from "./words-after.ts";

test("what another device added after the signature is found, by section and by line", () => {
  const note = signed({ subjective: "Slept better.", plan: "Walk." });
  const other = note.elsewhere();
  line(other, "subjective").insert(6, "much ");
  line(other, "subjective").insert(18, " Less worry.");
  addLine(other, "plan", "Call on Monday.");
  note.takes(other);
  expect(note.after()).toEqual({
    added: [
      { id: "subjective", name: "Subjective", text: "much … Less worry." },
      { id: "plan", name: "Plan", text: "Call on Monday." },
    ],
    isCut: false,
  });
});

test("words that were written on end with signed ones are told apart from them, also once all is folded into one", () => {
  const note = signed({});
  const writer = note.elsewhere();
  addLine(writer, "plan", "Walk");
  note.takes(writer);
  note.sign();
  line(writer, "plan").insert(4, " twice");
  note.takes(writer);
  expect(note.after().added).toEqual([{ id: "plan", name: "Plan", text: "twice" }]);
  note.folds();
  expect(note.after().added).toEqual([{ id: "plan", name: "Plan", text: "twice" }]);
});

test("what was decided about does not come again; what comes later does", () => {
  const note = signed({ plan: "Walk." });
  const other = note.elsewhere();
  addLine(other, "plan", "Call.");
  note.takes(other);
  note.decides();
  expect(note.after().added).toEqual([]);
  addLine(other, "plan", "Rest.");
  note.takes(other);
  expect(note.after().added).toEqual([{ id: "plan", name: "Plan", text: "Rest." }]);
});

test("words that were written after the signature and taken away again ask for nothing", () => {
  const note = signed({ plan: "Walk." });
  const other = note.elsewhere();
  line(other, "plan").insert(5, " Call.");
  line(other, "plan").delete(5, 6);
  note.takes(other);
  expect(note.after()).toEqual({ added: [], isCut: false });
});

test("that signed words were taken away is said; the signed ones stand all the same", () => {
  const note = signed({ plan: "Walk twice a week." });
  const other = note.elsewhere();
  line(other, "plan").delete(5, 6);
  note.takes(other);
  expect(note.after()).toEqual({ added: [], isCut: true });
});

test("a line that was only broken in two, or made bold, brings no words", () => {
  const note = signed({ plan: "Walk. Call." });
  const other = note.elsewhere();
  line(other, "plan").delete(5, 6);
  addLine(other, "plan", "Call.");
  line(other, "plan").format(0, 4, { bold: true });
  note.takes(other);
  expect(note.after()).toEqual({ added: [], isCut: false });
});

test("words in a section that the signed note did not have are found by its name", () => {
  const note = signed({ plan: "Walk." });
  const other = note.elsewhere();
  addLine(other, "objective", "Sits upright.");
  addLine(other, "focus", "Work.");
  note.takes(other);
  expect(note.after().added).toEqual([
    { id: "objective", name: "Objective", text: "Sits upright." },
    { id: "focus", name: "Focus", text: "Work." },
  ]);
});

/** A SOAP note of which these words are signed. */
function signed(sections: Record<string, string>) {
  let doc = new Doc();
  applyUpdateV2(doc, fromBase64(firstText(sections)));
  let vector = "";
  let decided = "";
  let sealed: Parameters<typeof wordsAfter>[0]["sealed"] = { sections: [] };
  const note = {
    sign() {
      vector = decided = vectorOf(doc);
      const ids = [...doc.share.keys()].map((name) => name.slice(fragmentName("").length));
      const content = (id: string) => contentOf(doc.getXmlFragment(fragmentName(id)));
      sealed = { sections: leftSections({ template: "" }, ids).map((one) => ({ ...one, content: content(one.id) })) };
    },
    elsewhere() {
      const other = new Doc();
      applyUpdateV2(other, encodeStateAsUpdateV2(doc));
      return other;
    },
    takes: (other: Doc) => applyUpdateV2(doc, encodeStateAsUpdateV2(other)),
    folds() {
      doc = note.elsewhere();
    },
    decides() {
      decided = vectorOf(doc);
    },
    after: () => wordsAfter({ doc, note: { template: "soap" }, signed: vector, sealed, decided }),
  };
  note.sign();
  return note;
}

function vectorOf(doc: Doc): string {
  return toBase64(encodeStateVector(doc));
}

/** The first line of a section. */
function line(doc: Doc, section: string): XmlText {
  const [block] = doc.getXmlFragment(fragmentName(section)).toArray();
  return (block as XmlElement).get(0) as XmlText; // a paragraph with words
}

function addLine(doc: Doc, section: string, words: string): void {
  const fragment = doc.getXmlFragment(fragmentName(section));
  const paragraph = new XmlElement("paragraph");
  paragraph.insert(0, [new XmlText(words)]);
  fragment.insert(fragment.length, [paragraph]);
}
